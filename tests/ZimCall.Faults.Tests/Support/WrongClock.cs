namespace ZimCall.Faults.Tests.Support;

/// <summary>Runs a program with a wall clock that is off, by Debian's libfaketime; timers go on as they do.</summary>
internal static class WrongClock
{
    /// <param name="offset">How far, as in <c>+5s</c>.</param>
    /// <returns>A command to put before the program.</returns>
    public static string[] By(string offset) =>
    [
        "env",
        $"LD_PRELOAD={FindLibrary()}",
        $"FAKETIME={offset}",
        "FAKETIME_DONT_FAKE_MONOTONIC=1",
        "FAKETIME_FORCE_MONOTONIC_FIX=0",
    ];

    private static string FindLibrary() =>
        Directory.GetDirectories("/usr/lib", "*-linux-gnu*")
            .Select(static folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("libfaketime is not installed: apt-get install faketime");
}
