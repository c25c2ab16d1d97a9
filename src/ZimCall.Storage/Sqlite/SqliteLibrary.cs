using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace ZimCall.Storage.Sqlite;

/// <summary>
/// The native library: the system's where there is one, for it is newer than the bundled one and the system keeps it patched;
/// docs/adr/0003-sqlite-library.md.
/// </summary>
internal static class SqliteLibrary
{
    private const string BundledName = "e_sqlite3";

    /// <summary>What systems call theirs.</summary>
    private static readonly string[] SystemNames = OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"] : ["libsqlite3.so.0"];

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Loads it, once for the process.</summary>
    /// <returns>Its version, and whose it is.</returns>
    public static string EnsureLoaded() => Loaded.Value;

    private static string Load()
    {
        var isSystem = false;
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, (name, _, _) =>
        {
            var handle = name == BundledName ? FindSystem() : 0;
            isSystem |= handle != 0;
            return handle;
        });
        Batteries_V2.Init();
        return $"{raw.sqlite3_libversion().utf8_to_string()} ({(isSystem ? "the system's" : "bundled")})";
    }

    private static nint FindSystem()
    {
        foreach (var name in SystemNames)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), DllImportSearchPath.SafeDirectories, out var handle))
            {
                return handle;
            }
        }

        // Not found: the bundled one is loaded the usual way.
        return 0;
    }
}
