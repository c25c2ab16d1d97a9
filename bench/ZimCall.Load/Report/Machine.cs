using System.Runtime.InteropServices;

namespace ZimCall.Load.Report;

/// <summary>What the figures were taken on.</summary>
internal sealed record Machine(int Cores, string Processor, double MemoryGb, string System, string Runtime)
{
    public static Machine Here() => new(
        Environment.ProcessorCount,
        FirstLine("/proc/cpuinfo", "model name"),
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9, 1),
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    private static string FirstLine(string path, string key) =>
        File.Exists(path) && File.ReadLines(path).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : "unknown";
}
