using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ZimCall.Architecture.Tests.Packages;

/// <summary>The backend as a program, with the development app, on a port that the system chooses.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, string address)
    {
        (_process, Address) = (process, address);
    }

    public string Address { get; }

    public static async Task<HostProcess> StartAsync()
    {
        var project = Repository.PathOf("src", "ZimCall.Host");
        var start = new ProcessStartInfo("dotnet", ["run", "--project", project, "--", "--dev", "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                if (ListeningAddress().Match(line) is { Success: true } match)
                {
                    _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
                    return new HostProcess(process, match.Value);
                }
            }
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        throw new InvalidOperationException("The host ended without saying where it listens.");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex ListeningAddress();
}
