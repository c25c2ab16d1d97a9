using System.Collections.Immutable;
using ZimCall.Server;

namespace ZimCall.Scenarios.Cluster;

/// <summary>A directory of nodes that cannot be reached at times.</summary>
internal sealed class FailingDirectory(INodeDirectory inner, Func<bool> isDown) : INodeDirectory
{
    private INodeDirectory Inner => isDown() ? throw new CallStoreException("the directory is down") : inner;

    public ValueTask<DeviceOpening?> OpenAsync(DeviceLogin login, CancellationToken cancellationToken) =>
        Inner.OpenAsync(login, cancellationToken);

    public ValueTask<DeviceClosing> CloseAsync(DeviceSession session, CancellationToken cancellationToken) =>
        Inner.CloseAsync(session, cancellationToken);

    public ValueTask ForgetAsync(DeviceSession session, CancellationToken cancellationToken) =>
        Inner.ForgetAsync(session, cancellationToken);

    public ValueTask<ImmutableArray<DeviceSession>> FindAsync(
        uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken) =>
        Inner.FindAsync(appId, userIds, cancellationToken);

    public ValueTask<ImmutableArray<NodeInfo>> RenewAsync(NodeInfo node, TimeSpan lease, CancellationToken cancellationToken) =>
        Inner.RenewAsync(node, lease, cancellationToken);

    public ValueTask LeaveAsync(string nodeId, CancellationToken cancellationToken) => Inner.LeaveAsync(nodeId, cancellationToken);

    public ValueTask<ImmutableArray<LostDevice>> AdoptAsync(
        string nodeId, TimeSpan lease, int count, CancellationToken cancellationToken) =>
        Inner.AdoptAsync(nodeId, lease, count, cancellationToken);
}
