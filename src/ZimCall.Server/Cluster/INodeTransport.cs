namespace ZimCall.Server;

/// <summary>Carries messages from this node to others. It may lose them, and never waits.</summary>
internal interface INodeTransport : IAsyncDisposable
{
    /// <summary>How many messages wait to be sent; 0 where they do not wait.</summary>
    int Waiting => 0;

    /// <summary>Where messages for this node go from now on.</summary>
    void Start(NodeInfo self, Action<NodeMessage> receive);

    /// <summary>The nodes that live; what belongs to others can be given up.</summary>
    void Connect(IReadOnlyCollection<NodeInfo> peers);

    /// <summary>Sends to one of the nodes that live.</summary>
    void Send(string nodeId, NodeMessage message);
}
