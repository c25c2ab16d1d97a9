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
    private readonly ICallRelay _relay;
    private readonly KeyedGates<CallKey> _gates;
    private readonly TimeProvider _time;
    private readonly AlarmQueue<CallKey> _deadlines;

    public CallService(
        ICallStore store,
        CallRules rules,
        Notifier notifier,
        ICallRelay relay,
        KeyedGates<CallKey> gates,
        TimeProvider time,
        BackgroundWork work)
    {
        _store = store;
        _rules = rules;
        _notifier = notifier;
        _relay = relay;
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
    public Task ExecuteAsync(CallKey key, CallCommand command, Action<Decision> answer, CancellationToken cancellationToken) =>
        ExecuteOnceAsync(key, command, answer, static _ => null, cancellationToken);

    /// <summary>Carries out a request's command, unless its receipt says that this was done.</summary>
    /// <param name="key">The call.</param>
    /// <param name="command">What happens to it.</param>
    /// <param name="answer">Told of the decision after it is stored and before anybody hears of it.</param>
    /// <param name="toReceipt">The receipt that is stored with a decision; null for none.</param>
    /// <param name="cancellationToken">Gives up before the decision is stored.</param>
    /// <returns>False when it was done before; then nothing has happened.</returns>
    public async Task<bool> ExecuteOnceAsync(
        CallKey key,
        CallCommand command,
        Action<Decision> answer,
        Func<Decision, RequestReceipt?> toReceipt,
        CancellationToken cancellationToken)
    {
        using var passage = await _gates.EnterAsync(key);
        if (await DecideAsync(key, command, toReceipt, cancellationToken) is not { } decided)
        {
            return false;
        }

        await TellAsync(key, decided.Found, decided.Decision, answer);
        return true;
    }

    /// <summary>Carries out a command, unless the world has changed by the time it is the call's turn.</summary>
    public async Task ExecuteUnlessAsync(Func<ValueTask<bool>> isStale, CallKey key, CallCommand command)
    {
        using var passage = await _gates.EnterAsync(key);
        if (!await isStale() && await DecideAsync(key, command, static _ => null, CancellationToken.None) is { } decided)
        {
            await TellAsync(key, decided.Found, decided.Decision, static _ => { });
        }
    }

    public void Dispose() => _deadlines.Dispose();

    /// <summary>What was due anyway, and what other nodes did, is told before the answer; what the command did, after it (R-REC-5).</summary>
    private async ValueTask TellAsync(CallKey key, Call? found, Decision decision, Action<Decision> answer)
    {
        _relay.BringUp(key, found);
        var own = decision.Refusal is null && !decision.Steps.IsEmpty ? decision.Steps.Length - 1 : decision.Steps.Length;
        foreach (var step in decision.Steps[..own])
        {
            _notifier.Tell(key, step);
        }

        answer(decision);
        foreach (var step in decision.Steps[own..])
        {
            _notifier.Tell(key, step);
        }

        await _relay.PassOnAsync(key, found, decision);
    }

    /// <returns>The call as it was, and what came of it; null when the receipt says that it was done before.</returns>
    private async ValueTask<(Call? Found, Decision Decision)?> DecideAsync(
        CallKey key, CallCommand command, Func<Decision, RequestReceipt?> toReceipt, CancellationToken cancellationToken)
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
                Receipt = toReceipt(decision),
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
                case CommitResult.AlreadyDone:
                    return null;
                default:
                    // Another node was first: decide again on what it made of the call.
                    break;
            }
        }
    }
}
