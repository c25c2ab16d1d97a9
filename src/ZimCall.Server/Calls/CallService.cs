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
    private readonly ICallRelay _relay;
    private readonly KeyedGates<CallKey> _gates;
    private readonly CallCallbacks _callbacks;
    private readonly Action<uint> _wakeDelivery;
    private readonly CallMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly PushService _push;
    private readonly bool _sendsAtOnce;
    private readonly AlarmQueue<CallKey> _deadlines;

    public CallService(
        ICallStore store,
        CallRules rules,
        Notifier notifier,
        ICallRelay relay,
        KeyedGates<CallKey> gates,
        CallCallbacks callbacks,
        Action<uint> wakeDelivery,
        CallMetrics metrics,
        TimeProvider time,
        PushService push,
        BackgroundWork work)
    {
        _store = store;
        _rules = rules;
        _notifier = notifier;
        _relay = relay;
        _gates = gates;
        _callbacks = callbacks;
        _wakeDelivery = wakeDelivery;
        _metrics = metrics;
        _time = time;
        _push = push;

        // Whoever waits for a call's gate is there in a moment, but may then have to wait for a store.
        _sendsAtOnce = store.OutlivesProcess;
        _deadlines = new AlarmQueue<CallKey>(
            time,
            key => work.Start("deadline", () => ExecuteAsync(key, CallCommand.TimePassed.Instance, CancellationToken.None)));
    }

    /// <summary>Carries out a command.</summary>
    public Task ExecuteAsync(CallKey key, CallCommand command, CancellationToken cancellationToken) =>
        ExecuteAsync(key, command, static (_, _) => { }, cancellationToken);

    /// <summary>Carries out a command.</summary>
    /// <param name="key">The call.</param>
    /// <param name="command">What happens to it.</param>
    /// <param name="answer">Told of the decision after it is stored and before anybody hears of it, with where to put a reply.</param>
    /// <param name="cancellationToken">Gives up before the decision is stored.</param>
    public Task ExecuteAsync(CallKey key, CallCommand command, Action<Decision, Outbox> answer, CancellationToken cancellationToken) =>
        ExecuteAsync(key, command, origin: null, answer, cancellationToken);

    /// <summary>Carries out a command that a request asked for.</summary>
    /// <param name="key">The call.</param>
    /// <param name="command">What happens to it.</param>
    /// <param name="origin">The request, if a copy of it may come to another process; its receipt is stored.</param>
    /// <param name="answer">Told of the decision after it is stored and before anybody hears of it, with where to put a reply.</param>
    /// <param name="cancellationToken">Gives up before the decision is stored.</param>
    /// <returns>The first answer, when the request was carried out before: then nothing has happened. Otherwise null.</returns>
    public async Task<Reply?> ExecuteAsync(
        CallKey key,
        CallCommand command,
        RequestOrigin? origin,
        Action<Decision, Outbox> answer,
        CancellationToken cancellationToken)
    {
        using var passage = await _gates.EnterAsync(key);
        var (found, decision, known) = await DecideAsync(key, command, origin, cancellationToken);
        if (known is null)
        {
            await TellAsync(key, found, command, decision, answer, passage.Outbox);
        }

        return known;
    }

    /// <summary>Carries out a command, unless the world has changed by the time it is the call's turn.</summary>
    public async Task ExecuteUnlessAsync(Func<ValueTask<bool>> isStale, CallKey key, CallCommand command)
    {
        using var passage = await _gates.EnterAsync(key);
        if (!await isStale())
        {
            var (found, decision, _) = await DecideAsync(key, command, origin: null, CancellationToken.None);
            await TellAsync(key, found, command, decision, static (_, _) => { }, passage.Outbox);
        }
    }

    /// <summary>Looks after a deadline that this process did not set.</summary>
    public void Expect(DueCall call) => _deadlines.SetFirst(call.Key, call.Due);

    public void Dispose() => _deadlines.Dispose();

    /// <summary>What was due anyway, and what other nodes did, is told before the answer; what the command did, after it (R-REC-5).</summary>
    private async ValueTask TellAsync(
        CallKey key, Call? found, CallCommand command, Decision decision, Action<Decision, Outbox> answer, Outbox outbox)
    {
        _relay.BringUp(key, found);
        var own = decision.Refusal is null && !decision.Steps.IsEmpty ? decision.Steps.Length - 1 : decision.Steps.Length;
        foreach (var step in decision.Steps[..own])
        {
            _notifier.Tell(key, step, outbox);
        }

        answer(decision, outbox);
        foreach (var step in decision.Steps[own..])
        {
            _notifier.Tell(key, step, outbox);
        }

        if (_sendsAtOnce)
        {
            outbox.Flush();
        }

        _push.Push(key, found, command, decision);
        await _relay.PassOnAsync(key, found, decision);
    }

    private async ValueTask<CommitResult> CommitAsync(CallCommit commit, Call? found, CancellationToken cancellationToken)
    {
        var start = _metrics.StartCommit();
        try
        {
            var result = await _store.CommitAsync(commit, cancellationToken);
            _metrics.Committed(start, result);
            return result;
        }
        catch (CallStoreException)
        {
            _metrics.Committed(start, null);
            _relay.Doubt(commit.Key, found);
            throw;
        }
    }

    /// <returns>The call as it was, what came of it, and the first answer if the request was carried out before.</returns>
    private async ValueTask<(Call? Found, Decision Decision, Reply? Known)> DecideAsync(
        CallKey key,
        CallCommand command,
        RequestOrigin? origin,
        CancellationToken cancellationToken)
    {
        while (true)
        {
            var call = await _store.FindAsync(key, cancellationToken);
            var now = _time.NowMs();
            var decision = _rules.Decide(call, command, now);
            if (decision.Steps.IsEmpty)
            {
                // What was carried out elsewhere is often refused the second time.
                return (call, decision, origin is null ? null : await origin.FindReplyAsync(_store, cancellationToken));
            }

            var changes = CallHistory.ChangesOf(call, command, decision, now);
            var commit = new CallCommit(key, decision.Call!, call?.Revision ?? 0)
            {
                CallerMustBeFree = command is CallCommand.Invite { CallerMustBeFree: true },
                Receipt = origin?.Receipt(decision),
                Changes = changes,
                Callbacks = await _callbacks.OfAsync(key, decision.Steps, changes),
            };
            switch (await CommitAsync(commit, call, cancellationToken))
            {
                case CommitResult.Committed:
                    _metrics.Stepped(call, decision.Steps, now);
                    if (decision.Call!.NextDeadline != call?.NextDeadline)
                    {
                        _deadlines.Set(key, decision.Call.NextDeadline);
                    }

                    if (!commit.Callbacks.IsEmpty)
                    {
                        _wakeDelivery(key.AppId);
                    }

                    return (call, decision, null);
                case CommitResult.AlreadyDone:
                    return (call, decision, await origin!.FindReplyAsync(_store, cancellationToken)
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
