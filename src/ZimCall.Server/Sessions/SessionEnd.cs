using Microsoft.Extensions.Logging;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Ends sessions, and tells the calls of a user whose last device is gone (R-GONE).</summary>
internal sealed class SessionEnd(SessionRegistry sessions, ICallStore store, CallService calls, ILogger logger)
{
    /// <summary>Whether a user has a device online, or away for less than the heartbeat timeout.</summary>
    public bool IsOnline(UserKey user) => sessions.IsOnline(user);

    public bool IsOpen(Session session) => sessions.Of(session.User).Contains(session);

    /// <summary>The client said so.</summary>
    public Task EndAsync(Session session, string reason) => EndAsync(session, reason, static () => true, static _ => { });

    /// <summary>Time did it, unless the reason is gone by the time it is done.</summary>
    /// <param name="session">The session.</param>
    /// <param name="reason">For the log.</param>
    /// <param name="isStillDue">Whether the reason still holds.</param>
    /// <param name="part">Parts with the client, once the session is over.</param>
    public async Task EndAsync(Session session, string reason, Func<bool> isStillDue, Action<Session> part)
    {
        var (wasOpen, wasLast) = sessions.Close(session, isStillDue);
        if (!wasOpen)
        {
            return;
        }

        part(session);
        ServerLog.SessionOver(logger, session.User.UserId, session.DeviceId, reason);
        if (!wasLast)
        {
            return;
        }

        foreach (var call in await store.FindActiveAsync(session.User, CancellationToken.None))
        {
            await TellIfGoneAsync(session.User, call.CallId);
        }
    }

    /// <summary>Tells a call that a user is gone, if the user has no device online.</summary>
    public Task TellIfGoneAsync(UserKey user, string callId) => calls.ExecuteUnlessAsync(
        () => sessions.IsOnline(user), new CallKey(user.AppId, callId), new CallCommand.UserGone { UserId = user.UserId });
}
