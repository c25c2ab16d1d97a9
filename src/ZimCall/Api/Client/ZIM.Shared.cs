using System.Reflection;
using ZimCall.Logging;
using ZimCall.Options;
using ZimCall.Session;

namespace ZimCall;

/// <content>The one shared instance of a process, as ZIM has it. All static state of the package is here.</content>
public sealed partial class ZIM
{
    private const ulong DefaultLogSize = 5 * 1024 * 1024;

    private static readonly Lock SharedGate = new();
    private static ZIM? s_shared;
    private static (string Folder, long Size)? s_log;

    /// <summary>Makes the shared instance.</summary>
    /// <param name="config">The app and its server.</param>
    /// <returns>The instance; null when there is one already, which goes on unchanged.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="config"/> is null.</exception>
    /// <exception cref="ArgumentException">The appID is 0, the appSign malformed, or the address not one; the message names all of it.</exception>
    public static ZIM? Create(ZIMAppConfig config) => Create(config, ZimEngineFactory.Create);

    /// <summary>The shared instance.</summary>
    /// <returns>It; null before <see cref="Create(ZIMAppConfig)"/> and after its <see cref="Destroy"/>.</returns>
    public static ZIM? GetInstance()
    {
        lock (SharedGate)
        {
            return s_shared;
        }
    }

    /// <summary>The version of this package.</summary>
    /// <returns>For example <c>1.2.0</c>.</returns>
    public static string GetVersion()
    {
        var version = typeof(ZIM).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return version.Split('+')[0];
    }

    /// <summary>
    /// Has shared instances made from now on log to a file, Information and above, one line an entry. Instances made with <see cref="ZIMOptions"/> log
    /// to their own <see cref="ZIMOptions.LoggerFactory"/>.
    /// </summary>
    /// <param name="config">Where to; null or an empty path for no file. A file that cannot be written is not an error: its lines are lost.</param>
    public static void SetLogConfig(ZIMLogConfig? config)
    {
        lock (SharedGate)
        {
            s_log = string.IsNullOrEmpty(config?.logPath)
                ? null
                : (config.logPath, (long)Math.Min(config.logSize == 0 ? DefaultLogSize : config.logSize, long.MaxValue));
        }
    }

    internal static ZIM? Create(ZIMAppConfig config, Func<ZIMOptions, IZimEvents, IZimEngine> makeEngine)
    {
        ArgumentNullException.ThrowIfNull(config);
        lock (SharedGate)
        {
            return s_shared is null ? s_shared = MakeShared(config.ToOptions(), makeEngine) : null;
        }
    }

    private static ZIM MakeShared(ZIMOptions options, Func<ZIMOptions, IZimEvents, IZimEngine> makeEngine)
    {
        var log = s_log is var (folder, size) ? new FileLoggerFactory(folder, size, options.TimeProvider) : null;
        try
        {
            return new ZIM(options with { LoggerFactory = log }, makeEngine, log);
        }
        catch
        {
            log?.Dispose();
            throw;
        }
    }

    private static void Release(ZIM zim)
    {
        lock (SharedGate)
        {
            if (ReferenceEquals(s_shared, zim))
            {
                s_shared = null;
            }
        }
    }
}
