using ZimCall.Server;

namespace ZimCall.Storage.Writing;

/// <summary>Writes that go into one transaction together, and those who wait for them.</summary>
internal sealed class WriteGroup(int maxCount)
{
    private readonly List<PendingWrite.Commit> _commits = [];
    private readonly List<PendingWrite.Register> _registrations = [];
    private readonly HashSet<CallKey> _calls = [];
    private readonly HashSet<UserKey> _callers = [];

    public int Count => _commits.Count + _registrations.Count;

    /// <summary>A write that goes alone.</summary>
    public PendingWrite.Alone? Alone { get; private set; }

    public bool IsFull => Alone is not null || Count >= maxCount;

    /// <summary>
    /// Adds a write, unless it has to see what one that is here already has done: a second change of a call, a second new call
    /// of a user. PostgreSQL moreover fails on a statement that is to change one row twice.
    /// </summary>
    public bool TryAdd(PendingWrite write)
    {
        if (IsFull)
        {
            return false;
        }

        switch (write)
        {
            case PendingWrite.Register register:
                _registrations.Add(register);
                return true;
            case PendingWrite.Commit commit:
                return TryAdd(commit);
            case PendingWrite.Alone alone when Count == 0:
                Alone = alone;
                return true;
            default:
                return false;
        }
    }

    public WriteBatch ToBatch() => new(
        [.. _commits.Select(static write => write.Change)],
        [
            .. _registrations.SelectMany(static write => write.Users).Distinct()
                .OrderBy(static user => user.AppId).ThenBy(static user => user.UserId, StringComparer.Ordinal),
        ]);

    public void Complete(CommitResult[] results)
    {
        for (var i = 0; i < results.Length; i++)
        {
            _commits[i].Complete(results[i]);
        }

        _registrations.ForEach(static write => write.Complete());
    }

    public void Fail(CallStoreException exception)
    {
        _commits.ForEach(write => write.Fail(exception));
        _registrations.ForEach(write => write.Fail(exception));
    }

    /// <summary>Each write as a group of its own.</summary>
    public IEnumerable<WriteGroup> Split() => _commits.Concat<PendingWrite>(_registrations).Select(static write =>
    {
        var single = new WriteGroup(1);
        single.TryAdd(write);
        return single;
    });

    private bool TryAdd(PendingWrite.Commit commit)
    {
        var caller = new UserKey(commit.Change.Key.AppId, commit.Change.Call.Caller);
        var isNew = commit.Change.ExpectedRevision == 0;
        if (_calls.Contains(commit.Change.Key) || (isNew && _callers.Contains(caller)))
        {
            return false;
        }

        _calls.Add(commit.Change.Key);
        if (isNew)
        {
            _callers.Add(caller);
        }

        _commits.Add(commit);
        return true;
    }
}
