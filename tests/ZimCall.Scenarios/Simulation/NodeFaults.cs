using ZimCall.Testing;

namespace ZimCall.Scenarios.Simulation;

/// <summary>What happens at random to the nodes of a backend and to the network between them.</summary>
internal sealed class NodeFaults(ZimTestBackend backend, Random random, int nodes)
{
    /// <summary>How long after a fault everything may still come late.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(30);

    private readonly HashSet<int> _dead = [];
    private readonly List<(int One, int Other)> _cuts = [];
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    /// <summary>How late a dead node's work is done: the lease, then some beats.</summary>
    public static TimeSpan Lag => TimeSpan.FromSeconds(15);

    /// <summary>Whether everything has been told.</summary>
    public bool IsOver => !HasFault && backend.Time.GetUtcNow() - _last >= Aftermath;

    private bool HasFault => _dead.Count > 0 || _cuts.Count > 0 || backend.NodeNetwork.Loss > 0 || backend.NodeNetwork.Delay > TimeSpan.Zero;

    /// <summary>Does something to them, or mostly nothing.</summary>
    /// <returns>What was done; null for nothing.</returns>
    public async Task<string?> StepAsync()
    {
        var done = await DoAsync();
        if (done is not null)
        {
            _last = backend.Time.GetUtcNow();
        }

        return done;
    }
    /// <summary>Everything works again.</summary>
    public Task EndAsync()
    {
        while (_dead.Count > 0)
        {
            Start(_dead.First());
        }

        Mend();
        _last = backend.Time.GetUtcNow();
        (backend.NodeNetwork.Loss, backend.NodeNetwork.Delay) = (0, TimeSpan.Zero);
        return backend.SettleAsync();
    }

    private async Task<string?> DoAsync()
    {
        switch (random.Next(100))
        {
            case < 2 when _dead.Count < nodes - 1:
                var node = random.Next(nodes);
                if (!_dead.Add(node))
                {
                    return null;
                }

                _cuts.RemoveAll(cut => cut.One == node || cut.Other == node);
                await backend.CrashNodeAsync(node);
                return $"node {node} crashes";
            case < 5 when _dead.Count > 0:
                return Start(_dead.First());
            case < 7 when _dead.Count == 0:
                var one = random.Next(nodes);
                var other = (one + 1) % nodes;
                _cuts.Add((one, other));
                backend.Partition(one, other);
                return $"nodes {one} and {other} are parted";
            case < 9 when _cuts.Count > 0:
                Mend();
                return "the nodes are together again";
            case < 12:
                backend.NodeNetwork.Loss = random.Next(2) * 0.3;
                backend.NodeNetwork.Delay = TimeSpan.FromMilliseconds(random.Next(2) * random.Next(1, 1500));
                backend.NodeNetwork.Reorders = random.Next(2) == 0;
                return $"node messages: loss {backend.NodeNetwork.Loss}, delay {backend.NodeNetwork.Delay}, reordered {backend.NodeNetwork.Reorders}";
            default:
                return null;
        }
    }

    private string Start(int node)
    {
        _dead.Remove(node);
        backend.StartNode(node);
        return $"node {node} starts";
    }

    private void Mend()
    {
        foreach (var (one, other) in _cuts)
        {
            backend.Partition(one, other, isCut: false);
        }

        _cuts.Clear();
    }
}
