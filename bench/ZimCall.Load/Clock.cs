using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ZimCall.Load;

/// <summary>The generator's clock, and waits that are finer than the timers of the runtime (1 ms), where the system has them.</summary>
internal static partial class Clock
{
    /// <summary>The last stretch is spun away: a sleeping thread wakes some 60 µs late.</summary>
    private static readonly long Spin = Stopwatch.Frequency / 10_000;

    public static long Now => TimeProvider.System.GetTimestamp();

    public static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    public static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;

    public static long Ticks(double seconds) => (long)(seconds * Stopwatch.Frequency);

    public static Task Wait(double seconds, CancellationToken cancellationToken = default) =>
        Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, cancellationToken);

    /// <summary>Blocks the calling thread until then.</summary>
    public static void BlockUntil(long timestamp)
    {
        var left = timestamp - Now - Spin;
        if (left > 0 && OperatingSystem.IsLinux())
        {
            var nanoseconds = (long)(left * 1e9 / Stopwatch.Frequency);
            var time = new TimeSpec { Seconds = nanoseconds / 1_000_000_000, Nanoseconds = nanoseconds % 1_000_000_000 };
            _ = NanoSleep(time, 0);
        }

        while (Now < timestamp)
        {
            Thread.SpinWait(8);
        }
    }

    [LibraryImport("libc", EntryPoint = "nanosleep")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int NanoSleep(in TimeSpec time, nint remaining);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
