using System.Globalization;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// How much sessions, users and apps may ask for on this node, and what is refused first when it has too much to do. Every
/// refusal is 6000005 and says how long to wait.
/// </summary>
internal sealed class TrafficLimits
{
    /// <summary>What a rate limit lets through at once, in seconds of its rate. Clients are told to keep to one second's worth.</summary>
    private const int BurstSeconds = 2;

    /// <summary>What to wait when only others can make room.</summary>
    private static readonly TimeSpan WaitForOthers = TimeSpan.FromSeconds(5);

    private readonly ZimCallServerOptions _options;
    private readonly SessionRegistry _sessions;
    private readonly OverloadWatch _overload;
    private readonly TimeProvider _time;
    private readonly RateLimit _session;
    private readonly KeyedRateLimit<UserKey> _users;
    private readonly KeyedRateLimit<UserKey> _userLogins;
    private readonly KeyedRateLimit<uint>? _apps;
    private readonly KeyedRateLimit<uint>? _appLogins;
    private int _pendingLogins;

    public TrafficLimits(ZimCallServerOptions options, SessionRegistry sessions, OverloadWatch overload, TimeProvider time)
    {
        _options = options;
        _sessions = sessions;
        _overload = overload;
        _time = time;
        _session = PerSecond(options.SessionRequestsPerSecond);
        _users = new(PerSecond(options.UserRequestsPerSecond), time);
        _userLogins = new(new RateLimit(options.UserLoginsPerMinute / 60.0, options.UserLoginsPerMinute), time);
        _apps = options.AppRequestsPerSecond == 0 ? null : new(PerSecond(options.AppRequestsPerSecond), time);
        _appLogins = options.AppLoginsPerSecond == 0 ? null : new(PerSecond(options.AppLoginsPerSecond), time);
    }

    /// <summary>Takes a place among those who are logging in; dispose of it when that is done.</summary>
    /// <exception cref="LoginRefusedException">There are too many.</exception>
    public Place EnterLogin()
    {
        if (Interlocked.Increment(ref _pendingLogins) > _options.MaxPendingLogins)
        {
            LeaveLogin();
            throw RefusedLogin($"{_options.MaxPendingLogins} connections are logging in", WaitForOthers);
        }

        return new Place(LeaveLogin);
    }

    /// <summary>
    /// Counts a login, once it is known to be the user's. Who comes back to a session is one of those who are served already:
    /// that is refused only to somebody who does it all the time.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="comesBack">Whether the client names a session that it had.</param>
    /// <exception cref="LoginRefusedException">It is one too many.</exception>
    public void CheckLogin(UserKey user, bool comesBack)
    {
        if (_userLogins.Take(user) is { Ticks: > 0 } userWait)
        {
            throw RefusedLogin($"more than {_options.UserLoginsPerMinute} logins of this user in a minute", userWait);
        }

        if (comesBack)
        {
            return;
        }

        if (_options.MaxSessionsPerApp != 0 && _sessions.CountOf(user.AppId) >= _options.MaxSessionsPerApp)
        {
            throw RefusedLogin($"app {user.AppId} has {_options.MaxSessionsPerApp} sessions here", WaitForOthers);
        }

        if (_appLogins?.Take(user.AppId) is { Ticks: > 0 } appWait)
        {
            throw RefusedLogin($"more than {_options.AppLoginsPerSecond} logins of app {user.AppId} in a second", appWait);
        }

        if (_overload.IsOverloaded())
        {
            throw RefusedLogin("the server is overloaded", WaitForOthers);
        }
    }

    /// <summary>Counts a request.</summary>
    /// <returns>Why it is refused; null when it is not.</returns>
    public string? CheckRequest(Session session, Request.OperationOneofCase operation)
    {
        if (_session.Take(ref session.RequestsRestedAt, RateLimit.Now(_time)) is { Ticks: > 0 } sessionWait)
        {
            return Refused($"more than {_options.SessionRequestsPerSecond} requests of this session in a second", sessionWait);
        }

        if (_users.Take(session.User) is { Ticks: > 0 } userWait)
        {
            return Refused($"more than {_options.UserRequestsPerSecond} requests of this user in a second", userWait);
        }

        if (_apps?.Take(session.User.AppId) is { Ticks: > 0 } appWait)
        {
            return Refused($"more than {_options.AppRequestsPerSecond} requests of app {session.User.AppId} in a second", appWait);
        }

        return IsNewWork(operation) && _overload.IsOverloaded() ? Refused("the server is overloaded", WaitForOthers) : null;
    }

    /// <summary>
    /// How long to leave a session's next frame unread, when it sends more than requests and their acknowledgements come to:
    /// frames that get no reply cannot be refused.
    /// </summary>
    public TimeSpan Pause(Session session) => _session.Take(ref session.FramesRestedAt, RateLimit.Now(_time));

    /// <summary>Counts requests that are under way.</summary>
    public OverloadWatch Overload => _overload;

    /// <summary>What an overloaded server does without: answers, ends and whatever else belongs to calls that are there go on.</summary>
    private static bool IsNewWork(Request.OperationOneofCase operation) => operation
        is Request.OperationOneofCase.CallInvite
        or Request.OperationOneofCase.CallingInvite
        or Request.OperationOneofCase.QueryCallInvitationList;

    private static RateLimit PerSecond(int count) => new(count, (double)count * BurstSeconds);

    private static LoginRefusedException RefusedLogin(string why, TimeSpan wait) =>
        new(ErrorCodes.TooManyRequests, $"Login {Refused(why, wait)}");

    private static string Refused(string why, TimeSpan wait) =>
        string.Create(CultureInfo.InvariantCulture, $"refused: {why}; wait {Math.Ceiling(wait.TotalMilliseconds)} ms");

    private void LeaveLogin() => Interlocked.Decrement(ref _pendingLogins);
}
