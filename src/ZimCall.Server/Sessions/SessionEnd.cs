using Microsoft.Extensions.Logging;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Ends sessions, and tells the calls of a user whose last device is gone (R-GONE).</summary>
internal sealed class SessionEnd : IDisposable
{
    /// <summary>How long to wait for a store that failed.</summary>
    private const long RetryMs = 1000;

    private readonly SessionRegistry _sessions;
    private readonly INodeDirectory _directory;
    private readonly ICallStore _store;
    private readonly CallService _calls;
    private readonly UserCallbacks _callbacks;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly AlarmQueue<DeviceSession> _unreported;

    public SessionEnd(
        SessionRegistry sessions,
        INodeDirectory directory,
        ICallStore store,
        CallService calls,
        UserCallbacks callbacks,
        TimeProvider time,
        BackgroundWork work,
        ILogger logger)
    {
        (_sessions, _directory, _store, _calls, _callbacks, _time, _logger) = (sessions, directory, store, calls, callbacks, time, logger);
        _unreported = new AlarmQueue<DeviceSession>(time, gone => work.Start("absence", () => ReportGoneAsync(gone)));
    }

    public bool IsOpen(Session session) => _sessions.IsOpen(session);

    /// <summary>Whether a user has a device online, or away for less than the heartbeat timeout.</summary>
    public ValueTask<bool> IsOnlineAsync(UserKey user) => _sessions.IsOnlineAsync(user);

    /// <summary>The client said so.</summary>
    public Task LogOutAsync(Session session) => EndAsync(session, "logged out", UserAction.Logout, static () => true, static _ => { });

    /// <summary>Time did it, unless the reason is gone by the time it is done.</summary>
    /// <param name="session">The session.</param>
    /// <param name="reason">For the log.</param>
    /// <param name="isStillDue">Whether the reason still holds.</param>
    /// <param name="part">Parts with the client, once the session is over.</param>
    public Task EndAsync(Session session, string reason, Func<bool> isStillDue, Action<Session> part) =>
        EndAsync(session, reason, UserAction.Offline, isStillDue, part);

    private async Task EndAsync(Session session, string reason, UserAction action, Func<bool> isStillDue, Action<Session> part)
    {
        var wasHere = IsOpen(session);
        var (wasOpen, wasLast) = await _sessions.CloseAsync(session, isStillDue);
        if (!wasOpen)
        {
            if (wasHere && !IsOpen(session))
            {
                // It went on at another node, or is over there.
                session.Abandon();
            }

            return;
        }

        part(session);
        ServerLog.SessionOver(_logger, session.User.UserId, session.DeviceId, reason);
        await _callbacks.OverAsync(session, action);
        if (wasLast)
        {
            await ReportGoneAsync(_sessions.PlaceOf(session));
        }
    }

    /// <summary>Tells the calls of a user that the last device is gone; again and again while the store fails.</summary>
    public async Task ReportGoneAsync(DeviceSession gone)
    {
        try
        {
            var user = gone.User;
            foreach (var call in await _store.FindActiveAsync(user, CancellationToken.None))
            {
                await TellIfGoneAsync(user, call.CallId);
            }

            await _directory.ForgetAsync(gone, CancellationToken.None);
        }
        catch (CallStoreException)
        {
            _unreported.Set(gone, _time.NowMs() + RetryMs);
            throw;
        }
    }

    /// <summary>Tells a call that a user is gone, if the user has no device online.</summary>
    public async Task TellIfGoneAsync(UserKey user, string callId)
    {
        var key = new CallKey(user.AppId, callId);
        await _calls.ExecuteUnlessAsync(() => _sessions.IsOnlineAsync(user), key, new CallCommand.UserGone { UserId = user.UserId });
        await TellIfBackAsync(user, callId);
    }

    /// <summary>
    /// Tells a call that a user is back, if the user is online: it may have come while its absence was being stored, and its
    /// login may have looked at the call before that.
    /// </summary>
    public async Task TellIfBackAsync(UserKey user, string callId)
    {
        if (await _sessions.IsOnlineAsync(user))
        {
            await _calls.ExecuteAsync(
                new CallKey(user.AppId, callId), new CallCommand.UserBack { UserId = user.UserId }, CancellationToken.None);
        }
    }

    public void Dispose() => _unreported.Dispose();
}
