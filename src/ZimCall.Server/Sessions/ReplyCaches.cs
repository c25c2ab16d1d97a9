namespace ZimCall.Server;

/// <summary>Finds the answers of a client instance again when it comes back with a new session.</summary>
internal sealed class ReplyCaches : IDisposable
{
    /// <summary>How long the answers of an instance without a session are kept; clients give requests up sooner.</summary>
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(6);

    private readonly Lock _lock = new();
    private readonly Dictionary<(UserKey User, string InstanceId), Entry> _caches = [];
    private readonly AlarmQueue<(UserKey User, string InstanceId)> _alarms;
    private readonly TimeProvider _time;

    public ReplyCaches(TimeProvider time)
    {
        _time = time;
        _alarms = new AlarmQueue<(UserKey, string)>(time, Forget);
    }

    /// <summary>How many instances' answers are kept.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _caches.Count;
            }
        }
    }

    /// <summary>The answers of an instance, for the life of a session.</summary>
    public ReplyCache Take(UserKey user, string instanceId)
    {
        lock (_lock)
        {
            if (!_caches.TryGetValue((user, instanceId), out var entry))
            {
                entry = new Entry();
                _caches.Add((user, instanceId), entry);
            }

            entry.Sessions++;
            return entry.Cache;
        }
    }

    /// <summary>A session of the instance is over.</summary>
    public void Release(UserKey user, string instanceId)
    {
        var forgetAt = _time.NowMs() + (long)Retention.TotalMilliseconds;
        lock (_lock)
        {
            var entry = _caches[(user, instanceId)];
            entry.Sessions--;
            entry.ForgetAt = forgetAt;
        }

        _alarms.Set((user, instanceId), forgetAt);
    }

    public void Dispose() => _alarms.Dispose();

    private void Forget((UserKey User, string InstanceId) key)
    {
        lock (_lock)
        {
            if (_caches.TryGetValue(key, out var entry) && entry.Sessions == 0 && entry.ForgetAt <= _time.NowMs())
            {
                _caches.Remove(key);
            }
        }
    }

    private sealed class Entry
    {
        public ReplyCache Cache { get; } = new();

        public int Sessions { get; set; }

        public long ForgetAt { get; set; }
    }
}
