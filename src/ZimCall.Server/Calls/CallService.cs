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
    private readonly ICallTeller _teller;
    private readonly KeyedGates<CallKey> _gates;
    private readonly TimeProvider _time;
    private readonly AlarmQueue<CallKey> _deadlines;

    public CallService(
        ICallStore store, CallRules rules, ICallTeller teller, KeyedGates<CallKey> gates, TimeProvider time, BackgroundWork work)
    {
        _store = store;
        _rules = rules;
        _teller = teller;
        _gates = gates;
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
        var (found, decision) = await DecideAsync(key, command, cancellationToken);
        _teller.BringUp(key, found);
        answer(decision);
        await _teller.TellAsync(key, found, decision);
    }

    /// <summary>Carries out a command, unless the world has changed by the time it is the call's turn.</summary>
    public async Task ExecuteUnlessAsync(Func<ValueTask<bool>> isStale, CallKey key, CallCommand command)
    {
        using var passage = await _gates.EnterAsync(key);
        if (!await isStale())
        {
            var (found, decision) = await DecideAsync(key, command, CancellationToken.None);
            _teller.BringUp(key, found);
            await _teller.TellAsync(key, found, decision);
        }
    }

    public void Dispose() => _deadlines.Dispose();

    private async ValueTask<(Call? Found, Decision Decision)> DecideAsync(
        CallKey key, CallCommand command, CancellationToken cancellationToken)
    {
        while (true)
        {
            var call = await _store.FindAsync(key, cancellationToken);
            var decision = _rules.Decide(call, command, _time.NowMs());
            if (decision.Steps.IsEmpty)
            {
                return (call, decision);
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

                    return (call, decision);
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
