using System.Diagnostics;
using System.Text.Json;

namespace ZimCall.Load.Serving;

/// <summary>A server that this process has started and ends; or one that runs elsewhere, which says nothing of itself.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process? _process;

    private ServerProcess(Process? process, ServerAddress address)
    {
        _process = process;
        Address = address;
    }

    public ServerAddress Address { get; }

    /// <summary>Whether the floor can be measured on it.</summary>
    public bool IsOwn => _process is not null;

    public static ServerProcess Elsewhere(string url) => new(null, new ServerAddress(url, 0));

    /// <summary>Starts one.</summary>
    /// <param name="options">How.</param>
    /// <param name="executable">Another build's executable; null for this one.</param>
    public static async Task<ServerProcess> StartAsync(ServerOptions options, string? executable = null)
    {
        var start = new ProcessStartInfo(executable ?? Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.ArgumentList.Add("--serve");
        if (options.Tls)
        {
            start.ArgumentList.Add("--tls");
        }

        if (options.BusyCallers)
        {
            start.ArgumentList.Add("--busy-callers");
        }

        start.Environment["DOTNET_gcServer"] = options.ServerGc ? "1" : "0";
        var process = Process.Start(start) ?? throw new InvalidOperationException("The server did not start.");
        var address = JsonSerializer.Deserialize<ServerAddress>(
            await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server ended at once."));
        return new ServerProcess(process, address!);
    }

    /// <summary>What the server says of itself; null for one that runs elsewhere.</summary>
    public async Task<ServerStats?> StatsAsync(bool collect = false)
    {
        if (_process is null)
        {
            return null;
        }

        await _process.StandardInput.WriteLineAsync(collect ? ServeMode.CollectCommand : ServeMode.StatsCommand);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server has ended.");
        return JsonSerializer.Deserialize<ServerStats>(answer);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15), TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
