using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// Changes calls: load, decide, store, answer, tell. Commit comes before reply, reply before events; and all of it
/// happens behind the call's gate, so that nobody is told of steps out of order.
/// </summary>
internal sealed class CallService : IDisposable
{
    private readonly ICallStore _store;
    private readonly CallRules _rules;
    private readonly Notifier _notifier;
    private readonly TimeProvider _time;
    private readonly CallGates _gates = new();
    private readonly AlarmQueue<CallKey> _deadlines;

    public CallService(ICallStore store, CallRules rules, Notifier notifier, TimeProvider time, BackgroundWork work)
    {
        _store = store;
        _rules = rules;
        _notifier = notifier;
        _time = time;
        _deadlines = new AlarmQueue<CallKey>(
            time,
            key => work.Start("deadline", () => ExecuteAsync(key, CallCommand.TimePassed.Instance, CancellationToken.None)));
    }

    /// <summary>Carries out a command.</summary>
    public Task ExecuteAsync(CallKey key, CallCommand command, CancellationToken cancellationToken) =>
        ExecuteAsync(key, command, static _ => { }, cancellationToken);

    /// <summary>Carries out a command.</summary>
    /// <param name="key">The call.</param>
    /// <param name="command">What happens to it.</param>
    /// <param name="answer">Told of the decision after it is stored and before anybody hears of it.</param>
    /// <param name="cancellationToken">Gives up before the decision is stored.</param>
    public Task ExecuteAsync(CallKey key, CallCommand command, Action<Decision> answer, CancellationToken cancellationToken) =>
        ExecuteAsync(key, command, origin: null, answer, cancellationToken);

    /// <summary>Carries out a command that a request asked for.</summary>
    /// <param name="key">The call.</param>
    /// <param name="command">What happens to it.</param>
    /// <param name="origin">The request, if a copy of it may come to another process; its receipt is stored.</param>
    /// <param name="answer">Told of the decision after it is stored and before anybody hears of it.</param>
    /// <param name="cancellationToken">Gives up before the decision is stored.</param>
    /// <returns>The first answer, when the request was carried out before: then nothing has happened. Otherwise null.</returns>
    public async Task<Reply?> ExecuteAsync(
        CallKey key,
        CallCommand command,
        RequestOrigin? origin,
        Action<Decision> answer,
        CancellationToken cancellationToken)
    {
        using var passage = await _gates.EnterAsync(key);
        var (decision, known) = await DecideAsync(key, command, origin, cancellationToken);
        if (known is null)
        {
            answer(decision);
            Tell(key, decision);
        }

        return known;
    }

    /// <summary>Carries out a command, unless the world has changed by the time it is the call's turn.</summary>
    public async Task ExecuteUnlessAsync(Func<bool> isStale, CallKey key, CallCommand command)
    {
        using var passage = await _gates.EnterAsync(key);
        if (!isStale())
        {
            Tell(key, (await DecideAsync(key, command, origin: null, CancellationToken.None)).Decision);
        }
    }

    /// <summary>Looks after a deadline that this process did not set.</summary>
    public void Expect(DueCall call) => _deadlines.Set(call.Key, call.Due);

    public void Dispose()
    {
        _deadlines.Dispose();
        _gates.Dispose();
    }

    private void Tell(CallKey key, Decision decision)
    {
        foreach (var step in decision.Steps)
        {
            _notifier.Tell(key, step);
        }
    }

    private async ValueTask<(Decision Decision, Reply? Known)> DecideAsync(
        CallKey key,
        CallCommand command,
        RequestOrigin? origin,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var call = await _store.FindAsync(key, cancellationToken);
            var decision = _rules.Decide(call, command, _time.NowMs());
            if (decision.Steps.IsEmpty)
            {
                // What was carried out elsewhere is often refused the second time.
                return (decision, origin is null ? null : await origin.FindReplyAsync(_store, cancellationToken));
            }

            var commit = new CallCommit(key, decision.Call!, call?.Revision ?? 0)
            {
                CallerMustBeFree = command is CallCommand.Invite { CallerMustBeFree: true },
                Receipt = origin?.Receipt(decision),
            };
            switch (await _store.CommitAsync(commit, cancellationToken))
            {
                case CommitResult.Committed:
                    if (decision.Call!.NextDeadline != call?.NextDeadline)
                    {
                        _deadlines.Set(key, decision.Call.NextDeadline);
                    }

                    return (decision, null);
                case CommitResult.AlreadyDone:
                    return (decision, await origin!.FindReplyAsync(_store, cancellationToken)
                        ?? throw new CallStoreException("The answer to a request that was carried out has just been forgotten"));
                case CommitResult.CallerIsInACall:
                    command = (CallCommand.Invite)command with { CallerIsInACall = true };
                    break;
                default:
                    // Another node was first: decide again on what it made of the call.
                    break;
            }
        }
    }
}
