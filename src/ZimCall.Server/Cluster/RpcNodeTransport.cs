using Microsoft.Extensions.Logging;
using ZimCall.Server.Rpc;
using ZimCall.Wire;

namespace ZimCall.Server;

/// <summary>Messages between nodes over gRPC: a stream to each other node, and the end of theirs to this one.</summary>
internal sealed class RpcNodeTransport(string secret, TimeProvider time, ILogger logger) : INodeTransport
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PeerStream> _streams = [];
    private readonly string _key = NodeMethod.KeyOf(secret);
    private NodeInfo? _self;
    private Action<NodeMessage>? _receive;

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _streams.Values.Sum(static stream => stream.Waiting);
            }
        }
    }

    public void Start(NodeInfo self, Action<NodeMessage> receive) => (_self, _receive) = (self, receive);

    public void Connect(IReadOnlyCollection<NodeInfo> peers)
    {
        List<PeerStream> gone = [];
        lock (_lock)
        {
            foreach (var id in _streams.Keys.Except(peers.Select(static peer => peer.Id)).ToArray())
            {
                _streams.Remove(id, out var stream);
                gone.Add(stream!);
            }

            foreach (var peer in peers.Where(peer => !_streams.ContainsKey(peer.Id)))
            {
                _streams.Add(peer.Id, new PeerStream(_self!, peer, _key, time, logger));
            }
        }

        gone.ForEach(static stream => _ = stream.DisposeAsync().AsTask());
    }

    public void Send(string nodeId, NodeMessage message)
    {
        lock (_lock)
        {
            _streams.GetValueOrDefault(nodeId)?.Send(message);
        }
    }

    /// <summary>Takes what another node says, until it ends or this one stops.</summary>
    /// <exception cref="RpcException">It is not let in, or speaks to another node.</exception>
    public async Task ServeAsync(RpcServerCall<NodeFrame, NodeAnswer> call)
    {
        if (!NodeMethod.IsKey(call.RequestMetadata.GetValueOrDefault(NodeMethod.KeyHeader), _key))
        {
            ServerLog.PeerRefused(logger, call.RemoteEndPoint?.ToString() ?? "unknown", "it does not know the cluster's secret");
            throw new RpcException(RpcStatusCode.Unauthenticated, "not a node of this cluster");
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, call.Stopping);
        try
        {
            if ((await call.Stream.ReadAsync(over.Token))?.Hello is not { } hello)
            {
                throw new RpcException(RpcStatusCode.InvalidArgument, "the first frame must be NodeHello");
            }

            CheckFits(hello);
            while (await call.Stream.ReadAsync(over.Token) is { } frame)
            {
                if (frame.Message is { } message && _receive is { } receive)
                {
                    message.From = hello.From;
                    receive(message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new RpcException(RpcStatusCode.Unavailable, "the node is stopping");
        }
    }

    public async ValueTask DisposeAsync()
    {
        PeerStream[] streams;
        lock (_lock)
        {
            streams = [.. _streams.Values];
            _streams.Clear();
        }

        await Task.WhenAll(streams.Select(static stream => stream.DisposeAsync().AsTask()));
    }

    private void CheckFits(NodeHello hello)
    {
        if (hello.Version != NodeMethod.Version)
        {
            throw new RpcException(RpcStatusCode.FailedPrecondition, $"this node speaks version {NodeMethod.Version}, not {hello.Version}");
        }

        if (hello.To != _self?.Id)
        {
            throw new RpcException(RpcStatusCode.FailedPrecondition, $"this is not node {hello.To}");
        }
    }
}
