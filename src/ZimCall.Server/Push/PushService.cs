using Microsoft.Extensions.Logging;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Hands pushes to the gateway: in the background, in the order of the call's steps, and no longer than it may take.</summary>
internal sealed class PushService(
    IPushGateway gateway, Func<uint, bool> serves, SessionRegistry sessions, TimeProvider time, BackgroundWork work, ILogger logger) : IDisposable
{
    /// <summary>How many calls' pushes may be under way; those of further ones are lost, as a gateway that hangs loses them anyway.</summary>
    public const int MaxUnderWay = 10_000;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly KeyedGates<CallKey> _gates = new();
    private int _underWay;

    /// <summary>Whether invitations of an app are pushed.</summary>
    public bool Serves(uint appId) => serves(appId);

    /// <summary>Pushes what a decision asks for. Called behind the call's gate.</summary>
    public void Push(CallKey key, Call? before, CallCommand command, Decision decision)
    {
        if (decision.Steps.IsEmpty || !serves(key.AppId))
        {
            return;
        }

        var after = decision.Call!;
        var withdrawals = Pushes.WithdrawalsOf(key, before, after);
        var messages = decision.Refusal is null ? Pushes.MessagesOf(key, before, command, after, time.NowMs()) : [];
        if (withdrawals.IsEmpty && messages.IsEmpty)
        {
            return;
        }

        if (Interlocked.Increment(ref _underWay) > MaxUnderWay)
        {
            Interlocked.Decrement(ref _underWay);
            ServerLog.PushFailed(logger, null, key.CallId, $"{MaxUnderWay} are under way");
            return;
        }

        work.StartHere("push", async () =>
        {
            try
            {
                using var passage = await _gates.EnterAsync(key);
                foreach (var withdrawal in withdrawals)
                {
                    await TryAsync(key, cancellationToken => gateway.WithdrawAsync(withdrawal, cancellationToken));
                }

                foreach (var message in messages)
                {
                    await PushAsync(key, message);
                }
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        });
    }

    public void Dispose() => _gates.Dispose();

    private async Task PushAsync(CallKey key, PushMessage message)
    {
        // Of an invitation it is settled already, with the invitation.
        if (message.Kind == PushKind.Invite || !await sessions.IsOnlineAsync(new UserKey(key.AppId, message.UserId)))
        {
            await TryAsync(key, cancellationToken => gateway.PushAsync(message, cancellationToken));
        }
    }

    private async Task TryAsync(CallKey key, Func<CancellationToken, ValueTask> call)
    {
        using var limit = new CancellationTokenSource(Timeout, time);
        try
        {
            // A piece of work of its own, for it may do much before it waits; and for no longer, even if it does not listen.
            await work.RunAsync(() => call(limit.Token).AsTask()).WaitAsync(Timeout, time, CancellationToken.None);
        }
        catch (Exception exception)
        {
            ServerLog.PushFailed(logger, exception, key.CallId, exception.Message);
        }
    }
}
