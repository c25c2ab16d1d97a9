namespace ZimCall.Server;

/// <summary>What makes a backend one node of many.</summary>
/// <param name="Self">The node.</param>
/// <param name="Directory">Where all of them note their devices.</param>
/// <param name="Transport">How it reaches the others.</param>
internal sealed record ClusterSetup(NodeInfo Self, INodeDirectory Directory, INodeTransport Transport);
