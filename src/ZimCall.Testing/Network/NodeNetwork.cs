using Google.Protobuf;
using ZimCall.Server;

namespace ZimCall.Testing;

/// <summary>The network between the nodes of a backend in the process, and what is wrong with it.</summary>
internal sealed class NodeNetwork(TestScheduler scheduler, TimeProvider time, Random random)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Action<NodeMessage>> _nodes = [];
    private readonly HashSet<(string From, string To)> _cut = [];

    /// <summary>How long a message takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Which part of all messages is lost, 0–1.</summary>
    public double Loss { get; set; }

    /// <summary>Whether messages may overtake each other.</summary>
    public bool Reorders { get; set; }

    /// <summary>A node's way to the others.</summary>
    public INodeTransport WayFor(string nodeId) => new InProcessNodeTransport(this, nodeId);

    public void Add(string nodeId, Action<NodeMessage> receive)
    {
        lock (_lock)
        {
            _nodes[nodeId] = receive;
        }
    }

    public void Remove(string nodeId)
    {
        lock (_lock)
        {
            _nodes.Remove(nodeId);
        }
    }

    /// <summary>Cuts or mends the link between two nodes, in both directions; nobody is told.</summary>
    public void Cut(string one, string other, bool isCut)
    {
        lock (_lock)
        {
            foreach (var link in new[] { (one, other), (other, one) })
            {
                if (isCut)
                {
                    _cut.Add(link);
                }
                else
                {
                    _cut.Remove(link);
                }
            }
        }
    }

    public void Send(string from, string to, NodeMessage message)
    {
        lock (_lock)
        {
            if (!_nodes.ContainsKey(from) || _cut.Contains((from, to)) || (Loss > 0 && random.NextDouble() < Loss))
            {
                return;
            }
        }

        var bytes = message.ToByteArray();
        var delay = Reorders ? Delay * random.NextDouble() : Delay;
        if (delay > TimeSpan.Zero)
        {
            _ = ArriveLaterAsync(to, bytes, delay);
        }
        else
        {
            scheduler.Run(() => Arrive(to, bytes));
        }
    }

    private async Task ArriveLaterAsync(string to, byte[] bytes, TimeSpan delay)
    {
        await Task.Delay(delay, time);
        Arrive(to, bytes);
    }

    private void Arrive(string to, byte[] bytes)
    {
        Action<NodeMessage>? receive;
        lock (_lock)
        {
            _nodes.TryGetValue(to, out receive);
        }

        receive?.Invoke(NodeMessage.Parser.ParseFrom(bytes));
    }
}
