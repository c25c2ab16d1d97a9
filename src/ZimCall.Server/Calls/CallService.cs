using ZimCall.Core;

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
    public async Task ExecuteAsync(CallKey key, CallCommand command, Action<Decision> answer, CancellationToken cancellationToken)
    {
        using var passage = await _gates.EnterAsync(key);
        var decision = await DecideAsync(key, command, cancellationToken);
        answer(decision);
        Tell(key, decision);
    }

    /// <summary>Carries out a command, unless the world has changed by the time it is the call's turn.</summary>
    public async Task ExecuteUnlessAsync(Func<bool> isStale, CallKey key, CallCommand command)
    {
        using var passage = await _gates.EnterAsync(key);
        if (!isStale())
        {
            Tell(key, await DecideAsync(key, command, CancellationToken.None));
        }
    }

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

    private async ValueTask<Decision> DecideAsync(CallKey key, CallCommand command, CancellationToken cancellationToken)
    {
        while (true)
        {
            var call = await _store.FindAsync(key, cancellationToken);
            var decision = _rules.Decide(call, command, _time.NowMs());
            if (decision.Steps.IsEmpty)
            {
                return decision;
            }

            var commit = new CallCommit(key, decision.Call!, call?.Revision ?? 0)
            {
                CallerMustBeFree = command is CallCommand.Invite { CallerMustBeFree: true },
            };
            switch (await _store.CommitAsync(commit, cancellationToken))
            {
                case CommitResult.Committed:
                    if (decision.Call!.NextDeadline != call?.NextDeadline)
                    {
                        _deadlines.Set(key, decision.Call.NextDeadline);
                    }

                    return decision;
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
