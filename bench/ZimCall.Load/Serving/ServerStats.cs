using System.Globalization;
using System.Runtime;

namespace ZimCall.Load.Serving;

/// <summary>What the server's process says of itself.</summary>
/// <param name="CpuSeconds">Processor time since it started.</param>
/// <param name="AllocatedBytes">What it has allocated since it started.</param>
/// <param name="HeapBytes">Its managed heap; what is alive, right after a collection.</param>
/// <param name="PrivateBytes">Its anonymous memory that is resident: heap, stacks, code made at run time.</param>
/// <param name="Collections">Garbage collections since it started, of generations 0, 1 and 2.</param>
/// <param name="Gc">The collector it runs with.</param>
internal sealed record ServerStats(
    double CpuSeconds, long AllocatedBytes, long HeapBytes, long PrivateBytes, IReadOnlyList<int> Collections, string Gc)
{
    /// <summary>Of this process.</summary>
    public static ServerStats Take() => new(
        Environment.CpuUsage.TotalTime.TotalSeconds,
        GC.GetTotalAllocatedBytes(),
        GC.GetTotalMemory(forceFullCollection: false),
        PrivateMemory(),
        [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)],
        GCSettings.IsServerGC ? "server" : "workstation");

    /// <summary>Of this process, when everything that is dead is gone.</summary>
    public static ServerStats TakeAfterCollection()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return Take();
    }

    private static long PrivateMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Environment.WorkingSet;
        }

        foreach (var line in File.ReadLines("/proc/self/status"))
        {
            if (line.StartsWith("RssAnon:", StringComparison.Ordinal))
            {
                return 1024 * long.Parse(line.AsSpan(8, line.Length - 10), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
            }
        }

        return Environment.WorkingSet;
    }
}
