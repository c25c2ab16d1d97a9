using Microsoft.Extensions.Logging;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Ends sessions, and tells the calls of a user whose last device is gone (R-GONE).</summary>
internal sealed class SessionEnd(SessionRegistry sessions, ICallStore store, CallService calls, ILogger logger)
{
    public bool IsOpen(Session session) => sessions.Of(session.User).Contains(session);

    public async Task EndAsync(Session session, string reason)
    {
        var (wasOpen, wasLast) = sessions.Close(session);
        if (!wasOpen)
        {
            return;
        }

        ServerLog.SessionOver(logger, session.User.UserId, session.DeviceId, reason);
        if (!wasLast)
        {
            return;
        }

        foreach (var call in await store.FindActiveAsync(session.User, CancellationToken.None))
        {
            await calls.ExecuteUnlessAsync(
                () => sessions.IsOnline(session.User),
                new CallKey(session.User.AppId, call.CallId),
                new CallCommand.UserGone { UserId = session.User.UserId });
        }
    }
}
