using Microsoft.Extensions.Logging;

namespace ZimCall.Server;

/// <summary>Tells of sessions that begin and end: user_action. It is no part of what it tells of, which goes on without it.</summary>
internal sealed class UserCallbacks(
    CallbackMaker maker, ICallbackOutbox outbox, Action<uint> wake, TimeProvider time, ILogger logger)
{
    public Task OnlineAsync(Session session, bool isRelogin) =>
        TellAsync(session.User, UserAction.Online, session.UserName, session.SessionId, session.LoginTime, isRelogin);

    public Task OverAsync(Session session, UserAction action) =>
        TellAsync(session.User, action, session.UserName, session.SessionId, session.LoginTime, isRelogin: false);

    /// <summary>Of a session on another node: what only that node knows is left empty.</summary>
    public Task OverAsync(DeviceSession session) =>
        TellAsync(session.User, UserAction.Offline, "", session.SessionId, loginTime: 0, isRelogin: false);

    private async Task TellAsync(UserKey user, UserAction action, string userName, string sessionId, long loginTime, bool isRelogin)
    {
        if (!maker.IsWanted(user.AppId, CallbackEvents.UserAction))
        {
            return;
        }

        var callback = maker.Make(user.AppId, $"user {user.UserId}", CallbackEvents.UserAction, json =>
        {
            json.WriteString("user_id", user.UserId);
            json.WriteString("user_name", userName);
            json.WriteString("os", "");
            json.WriteNumber("action", (int)action);
            json.WriteString("session_id", sessionId);
            json.WriteNumber("login_time", loginTime);
            json.WriteNumber("relogin", isRelogin ? 1 : 0);
            json.WriteNumber("time", time.NowMs());
        });
        try
        {
            await outbox.AddAsync([callback], CancellationToken.None);
            wake(user.AppId);
        }
        catch (CallStoreException exception)
        {
            ServerLog.CallbackLost(logger, exception, CallbackEvents.UserAction);
        }
    }
}
