using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>
/// The links to the other nodes, and whether they are whole: messages are numbered, and each node says every second that
/// it is there. What may have been lost is not asked for again; it is found out from the store.
/// </summary>
internal sealed class PeerLinks(string nodeId, INodeTransport transport, TimeProvider time)
{
    /// <summary>A node that has said nothing for this long may have said something that was lost.</summary>
    private const long SilenceMs = 2000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, PeerState> _peers = [];
    private bool _hasGap;

    /// <summary>Whether anybody spoke whom this node does not know yet.</summary>
    public bool HasStranger { get; private set; }

    /// <summary>The nodes that live, as the directory says.</summary>
    public void Update(ImmutableArray<NodeInfo> live)
    {
        var others = live.RemoveAll(node => node.Id == nodeId);
        lock (_lock)
        {
            HasStranger = false;
            foreach (var gone in _peers.Keys.Except(others.Select(static node => node.Id)).ToArray())
            {
                _peers.Remove(gone);
            }

            foreach (var node in others)
            {
                _peers.TryAdd(node.Id, new PeerState(time.NowMs()));
            }
        }

        transport.Connect(others);
    }

    /// <summary>Sends to a node; to one that is not known it is lost, and that node will notice.</summary>
    public void Send(string to, NodeMessage message)
    {
        lock (_lock)
        {
            if (_peers.TryGetValue(to, out var peer))
            {
                message.From = nodeId;
                message.Sequence = ++peer.Sent;
                transport.Send(to, message);
            }
        }
    }

    /// <summary>Says to every node that this one is there.</summary>
    public void SendAlive()
    {
        lock (_lock)
        {
            foreach (var (id, peer) in _peers)
            {
                transport.Send(id, new NodeMessage { From = nodeId, Sequence = peer.Sent, Alive = new Alive() });
            }
        }
    }

    /// <summary>Something could not be said, to nobody knows whom: every node is to notice that it lacks something.</summary>
    public void SkipForAll()
    {
        lock (_lock)
        {
            foreach (var peer in _peers.Values)
            {
                peer.Sent++;
            }
        }
    }

    /// <summary>A message has come.</summary>
    public void Heard(NodeMessage message)
    {
        lock (_lock)
        {
            if (!_peers.TryGetValue(message.From, out var peer))
            {
                (HasStranger, _hasGap) = (true, true);
                return;
            }

            var expected = message.BodyCase == NodeMessage.BodyOneofCase.Alive ? peer.Received : peer.Received + 1;
            _hasGap |= expected != message.Sequence;
            peer.Received = message.Sequence;
            peer.LastHeard = time.NowMs();
        }
    }

    /// <summary>Whether anything may have been lost since this was last asked.</summary>
    public bool TakeGap()
    {
        lock (_lock)
        {
            var now = time.NowMs();
            var taken = _hasGap || _peers.Values.Any(peer => now - peer.LastHeard >= SilenceMs);
            _hasGap = false;
            return taken;
        }
    }

    /// <summary>What was taken could not be made good.</summary>
    public void PutBackGap()
    {
        lock (_lock)
        {
            _hasGap = true;
        }
    }
}
