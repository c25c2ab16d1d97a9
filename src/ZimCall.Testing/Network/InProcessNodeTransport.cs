using ZimCall.Server;

namespace ZimCall.Testing;

/// <summary>One node's way to the others, in the process.</summary>
internal sealed class InProcessNodeTransport(NodeNetwork network, string nodeId) : INodeTransport
{
    public void Start(NodeInfo self, Action<NodeMessage> receive) => network.Add(nodeId, receive);

    public void Connect(IReadOnlyCollection<NodeInfo> peers)
    {
    }

    public void Send(string to, NodeMessage message) => network.Send(nodeId, to, message);

    public ValueTask DisposeAsync()
    {
        network.Remove(nodeId);
        return ValueTask.CompletedTask;
    }
}
