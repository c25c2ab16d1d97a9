namespace ZimCall.Server.Api;

/// <summary>The nonces of the requests of the last minutes, so that none of them is taken twice.</summary>
internal sealed class NonceWindow(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly HashSet<(uint AppId, string Nonce)> _nonces = [];
    private readonly PriorityQueue<(uint AppId, string Nonce), long> _byTime = new();

    /// <summary>How many nonces are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _nonces.Count;
            }
        }
    }

    /// <summary>Takes a nonce for the life of its request's timestamp.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="nonce">The nonce.</param>
    /// <param name="until">Unix milliseconds; after that the timestamp is refused anyway.</param>
    /// <returns>False when it was taken before.</returns>
    public bool TryTake(uint appId, string nonce, long until)
    {
        lock (_lock)
        {
            while (_byTime.TryPeek(out var oldest, out var end) && end < time.NowMs())
            {
                _byTime.Dequeue();
                _nonces.Remove(oldest);
            }

            if (!_nonces.Add((appId, nonce)))
            {
                return false;
            }

            _byTime.Enqueue((appId, nonce), until);
            return true;
        }
    }
}
