using ZimCall.Testing;

namespace ZimCall.Scenarios.Handlers;

/// <summary>A server and its clients, at one of two levels: in the process in virtual time, or over real gRPC in real time.</summary>
internal sealed class Party : IAsyncDisposable
{
    private readonly ZimTestBackend? _backend;
    private readonly GrpcServer? _server;
    private readonly List<ZIM> _instances = [];

    private Party(ZimTestBackend? backend, GrpcServer? server) => (_backend, _server) = (backend, server);

    public static async Task<Party> StartAsync(bool overGrpc) =>
        overGrpc ? new Party(null, await GrpcServer.StartAsync()) : new Party(new ZimTestBackend(), null);

    public async Task<ZIM> LoginAsync(string userID)
    {
        var zim = _backend?.CreateZim() ?? _server!.CreateZim();
        _instances.Add(zim);
        await zim.LoginAsync(new ZIMUserInfo { userID = userID });
        return zim;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var zim in _instances)
        {
            await zim.DisposeAsync();
        }

        await (_backend?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
