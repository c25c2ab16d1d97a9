using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>
/// Where devices are, and which nodes live. Each change is atomic, and whoever reads after it has returned sees it. All
/// methods may be called at the same time from any thread and any node; one that fails throws
/// <see cref="CallStoreException"/>, and its outcome is then unknown.
/// </summary>
public interface INodeDirectory
{
    /// <summary>A device logs in, or comes back; <see cref="DeviceOpening.Decide"/> says what follows.</summary>
    /// <returns>Null when others have taken the place of the session that the client names.</returns>
    ValueTask<DeviceOpening?> OpenAsync(DeviceLogin login, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a session, if the node still holds it. A user's last stays noted as gone until
    /// <see cref="ForgetAsync"/>, so that the user's calls hear of it though the node may die first (R-GONE).
    /// </summary>
    ValueTask<DeviceClosing> CloseAsync(DeviceSession session, CancellationToken cancellationToken);

    /// <summary>The user's calls have been told that the device is gone.</summary>
    ValueTask ForgetAsync(DeviceSession session, CancellationToken cancellationToken);

    /// <summary>The sessions of users, each user's oldest first, without those that are gone.</summary>
    ValueTask<ImmutableArray<DeviceSession>> FindAsync(uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken);

    /// <summary>Says that a node lives.</summary>
    /// <param name="node">The node.</param>
    /// <param name="lease">How long a node that says nothing counts as alive.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The nodes that live, this one included.</returns>
    ValueTask<ImmutableArray<NodeInfo>> RenewAsync(NodeInfo node, TimeSpan lease, CancellationToken cancellationToken);

    /// <summary>Says that a node has stopped; its devices are lost from now on.</summary>
    ValueTask LeaveAsync(string nodeId, CancellationToken cancellationToken);

    /// <summary>Takes over devices of nodes that are dead; each goes to one node only.</summary>
    /// <param name="nodeId">The node that answers for them from now on.</param>
    /// <param name="lease">How long a node that says nothing counts as alive.</param>
    /// <param name="count">How many at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<ImmutableArray<LostDevice>> AdoptAsync(string nodeId, TimeSpan lease, int count, CancellationToken cancellationToken);
}
