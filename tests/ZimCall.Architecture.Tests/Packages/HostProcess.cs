using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ZimCall.Architecture.Tests.Packages;

/// <summary>The backend as a program.</summary>
internal sealed partial class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, string address)
    {
        (_process, Address) = (process, address);
    }

    public string Address { get; }

    /// <summary>Runs the command, and waits until the server says where it listens.</summary>
    public static async Task<HostProcess> StartAsync(string folder, string command, params (string Name, string Value)[] environment)
    {
        var process = Process.Start(Cli.Prepare("sh", folder, ["-c", command], environment))!;
        var errors = process.StandardError.ReadToEndAsync();
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

        process.Dispose();
        throw new InvalidOperationException($"The host ended without saying where it listens: {await errors}");
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9]\d*")]
    private static partial Regex ListeningAddress();
}
