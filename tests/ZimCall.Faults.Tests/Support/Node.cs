using System.Net;

namespace ZimCall.Faults.Tests.Support;

/// <summary>A server as a process, which is killed and started again with the same arguments and, from the second time on, the same ports.</summary>
internal sealed class Node(string name, params string[] arguments) : IAsyncDisposable
{
    private ChildProcess? _process;

    public string Name => name;

    /// <summary>A command that runs it; empty for none.</summary>
    public string[] RunBy { get; init; } = [];

    /// <summary>Where clients connect; 0 before the first start.</summary>
    public int Port { get; private set; }

    /// <summary>Where the server API is.</summary>
    public int ApiPort { get; private set; }

    public EndPoint EndPoint => new IPEndPoint(IPAddress.Loopback, Port);

    public string Output => _process?.Output ?? "";

    public async Task StartAsync()
    {
        _process = ChildProcess.HostBy(RunBy,
        [
            "--dev", "--urls", $"http://127.0.0.1:{Port}", "--api-urls", $"http://127.0.0.1:{ApiPort}", "--api-rate", "100000",
            .. arguments,
        ]);
        Port = PortIn(await _process.LineAsync("ZimCall is listening on"));
        ApiPort = PortIn(await _process.LineAsync("The server API is on"));
    }

    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.ExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> TerminateAsync()
    {
        await _process!.TerminateAsync();
        return await _process.ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private static int PortIn(string line) =>
        new Uri(line.Split(' ').Single(static word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('.')).Port;
}
