using Google.Protobuf;
using Microsoft.Extensions.Logging;
using ZimCall.Protocol;
using ZimCall.Telemetry;

namespace ZimCall.Session;

/// <summary>
/// A user's login: one linear life — open, greet, catch up, serve, lose, back off, open again — driven by what happens,
/// on one queue. What survives a connection is here; what does not is a <see cref="SessionConnection"/>.
/// </summary>
internal sealed partial class ClientSession : ISessionConnectionOwner, IDisposable
{
    private readonly ZIMOptions _options;
    private readonly ZimRuntime _runtime;
    private readonly SerialQueue _queue;
    private readonly ISessionOwner _owner;
    private readonly ILogger _logger;
    private readonly SessionClock _clock;
    private readonly byte[] _instanceId = new byte[SignalingMethod.InstanceIdBytes];
    private readonly RequestBook _requests = new();
    private readonly List<CatchUp> _catchUp = [];
    private readonly List<Action<ZIMError>> _loginDone = [];
    private readonly List<Action> _logoutDone = [];
    private readonly List<Task> _loops = [];

    private SessionPhase _phase = SessionPhase.LoggedOut;
    private SessionConnection? _connection;
    private ZIMUserInfo? _user;
    private string _token = "";
    private string _sessionId = "";
    private string _lastFailure = "";
    private bool _wasConnected;
    private int _tries;
    private long _lastHeard;
    private long _lastPing;
    private long _heartbeatInterval;
    private long _heartbeatTimeout;
    private RateLimit? _requestLimit;
    private long _requestsRestedAt;

    // Each a time on the session's clock, long.MaxValue for never.
    private long _loginDeadline = long.MaxValue;
    private long _attemptDeadline = long.MaxValue;
    private long _reconnectDeadline = long.MaxValue;
    private long _retryAt = long.MaxValue;
    private long _logoutDeadline = long.MaxValue;

    public ClientSession(ZIMOptions options, ZimRuntime runtime, SerialQueue queue, ISessionOwner owner, ILogger logger)
    {
        _options = options;
        _runtime = runtime;
        _queue = queue;
        _owner = owner;
        _logger = logger;
        _runtime.Random.Fill(_instanceId);
        _clock = new SessionClock(options.TimeProvider, () => queue.Post(Tick));
    }

    public string UserId => _user?.userID ?? "";

    public bool IsLoggedIn => _user is not null && _loginDone.Count == 0 && _phase != SessionPhase.LoggingOut;

    /// <summary>The session's clock, in milliseconds; only differences mean anything.</summary>
    public long Now => _clock.Now;

    /// <summary>The loops of the connections that are not over yet.</summary>
    public Task ConnectionsOver => Task.WhenAll(_loops);

    public void Login(ZIMUserInfo user, string token, Action<ZIMError> done)
    {
        if (_phase == SessionPhase.LoggingOut)
        {
            EndSession(ZIMConnectionEvent.Success, Errors.LoggedOut);
        }

        if (_user is not null)
        {
            if (_user.userID != user.userID)
            {
                done(Errors.Of(
                    ZIMErrorCode.NetworkModuleUserHasAlreadyLogged,
                    $"Login refused: \"{_user.userID}\" is logged in (R-LOG-2)"));
            }
            else if (_loginDone.Count > 0)
            {
                _loginDone.Add(done);
            }
            else
            {
                done(Errors.Success);
            }

            return;
        }

        _user = user;
        _token = token;
        _lastFailure = "";
        _loginDone.Add(done);
        _loginDeadline = Now + Ms(_options.LoginTimeout);
        _owner.StateChanged(ZIMConnectionState.Connecting, ZIMConnectionEvent.ActiveLogin);
        Open();
    }

    /// <summary>One of those who wait for the login gives up; when nobody waits any more, it is not gone on with.</summary>
    public void CancelLogin(Action<ZIMError> done)
    {
        if (!_loginDone.Remove(done))
        {
            return;
        }

        var error = Errors.Of(ZIMErrorCode.Failed, "Login was cancelled by the app");
        if (_loginDone.Count == 0)
        {
            EndSession(ZIMConnectionEvent.ActiveLogin, error);
        }

        done(error);
    }

    /// <summary>Logs out; done when the server has confirmed, or after a moment without it.</summary>
    /// <param name="done">Is called at the end.</param>
    /// <param name="error">What whoever still waits for an answer is told.</param>
    public void Logout(Action done, ZIMError error)
    {
        _requests.TakeAll().ForEach(request => request.Done(null, error));
        if (_user is null)
        {
            done();
            return;
        }

        _logoutDone.Add(done);
        if (_phase == SessionPhase.Serving)
        {
            MoveTo(SessionPhase.LoggingOut);
            _logoutDeadline = Now + 2000;
            _connection!.Send(new ClientFrame { Logout = new Logout() });
            _clock.WakeAt(_logoutDeadline);
        }
        else if (_phase != SessionPhase.LoggingOut)
        {
            EndSession(ZIMConnectionEvent.Success, error);
        }
    }

    /// <summary>Counts a request against what the server has said it takes.</summary>
    /// <returns>Zero, or how long to wait with it.</returns>
    public TimeSpan TakeRequest() => _requestLimit?.Take(ref _requestsRestedAt, RateLimit.Now(_options.TimeProvider)) ?? TimeSpan.Zero;

    /// <summary>Sends a request, now or when there is a connection again.</summary>
    public void Ask(Request request, Action<Reply?, ZIMError> done)
    {
        var pending = _requests.Add(request, Now + Ms(_options.RequestTimeout), done);
        if (_phase == SessionPhase.Serving)
        {
            Send(pending);
        }

        _clock.WakeAt(pending.Deadline);
    }

    /// <summary>From now on a reconnect logs in with this token.</summary>
    public void KeepToken(string token) => _token = token;

    public void Acknowledge(string callId)
    {
        if (_phase == SessionPhase.Serving)
        {
            _connection!.Send(new ClientFrame { Received = new Received { CallId = callId } });
        }
    }

    public void RetryNow()
    {
        if (_phase == SessionPhase.BackingOff)
        {
            _tries = 0;
            Open();
        }
    }

    /// <summary>Ends at once, whatever is going on.</summary>
    public void Dispose()
    {
        EndSession(ZIMConnectionEvent.Success, Errors.Destroyed);
        _connection?.Dispose();
        _clock.Dispose();
    }

    private static long Ms(TimeSpan span) => (long)span.TotalMilliseconds;

    private static bool IsTransient(ZIMErrorCode code) => code is ZIMErrorCode.CommonModuleIMServerError
        or ZIMErrorCode.CommonModuleIMDatabaseError or ZIMErrorCode.CommonModuleTriggerServerFrequencyLimit;

    private void MoveTo(SessionPhase phase)
    {
        SessionMoves.Check(_phase, phase);
        _phase = phase;
    }

    private void Open()
    {
        MoveTo(SessionPhase.Opening);
        _retryAt = long.MaxValue;
        _attemptDeadline = Now + Ms(_options.LoginTimeout);
        _clock.WakeAt(Math.Min(_attemptDeadline, _loginDeadline));
        _loops.RemoveAll(static loop => loop.IsCompleted);
        _connection = new SessionConnection(_runtime.Transport, _queue, this);
        _connection.Start(_runtime.Scheduler);
        _loops.Add(_connection.Loop);
    }

    private void Send(PendingRequest request)
    {
        request.WasSent = true;
        request.Frame.SettledBelow = _requests.SettledBelow;
        _connection!.Send(new ClientFrame { Request = request.Frame });
    }

    private void Kicked(Kick kick)
    {
        var isToken = kick.Reason == Kick.Types.Reason.TokenExpired;
        var error = isToken
            ? Errors.Of(ZIMErrorCode.NetworkModuleTokenExpired, kick.Message)
            : Errors.Of(ZIMErrorCode.NetworkModuleUserIsNotLogged, kick.Message);
        EndSession(isToken ? ZIMConnectionEvent.TokenExpired : ZIMConnectionEvent.KickedOut, error);
    }

    private void LoseConnection(Exception? reason)
    {
        if (_phase == SessionPhase.LoggingOut)
        {
            EndSession(ZIMConnectionEvent.Success, Errors.LoggedOut);
            return;
        }

        if (reason is Transport.ConnectionException { Code: { } code } && !IsTransient(code))
        {
            RefuseLogin(code, reason.Message);
            return;
        }

        _lastFailure = reason?.Message ?? "the server ended the connection";
        BackOff();
    }

    /// <summary>The server was reached and does not want this user: trying again would change nothing.</summary>
    private void RefuseLogin(ZIMErrorCode code, string message)
    {
        SessionLog.LoginRefused(_logger, code, message);
        var error = Errors.Of(code, message);
        if (_wasConnected)
        {
            _owner.Failed(error);
        }

        EndSession(
            code == ZIMErrorCode.NetworkModuleTokenExpired ? ZIMConnectionEvent.TokenExpired
            : _wasConnected ? ZIMConnectionEvent.LoginInterrupted
            : ZIMConnectionEvent.ActiveLogin,
            error);
    }

    private void BackOff()
    {
        MoveTo(SessionPhase.BackingOff);
        _connection!.Abort();
        _connection = null;
        _attemptDeadline = long.MaxValue;
        foreach (var request in _requests.Pending)
        {
            request.WasCutOff |= request.WasSent;
        }

        if (_wasConnected && _reconnectDeadline == long.MaxValue && _options.MaxReconnectTime != Timeout.InfiniteTimeSpan)
        {
            _reconnectDeadline = Now + Ms(_options.MaxReconnectTime);
            _clock.WakeAt(_reconnectDeadline);
        }

        var backoff = _options.ReconnectBackoff;
        var limit = Math.Min(backoff.First.TotalMilliseconds * Math.Pow(backoff.Factor, _tries++), backoff.Max.TotalMilliseconds);
        var delay = (long)(_runtime.Random.NextDouble() * limit);
        SessionLog.ConnectionLost(_logger, _lastFailure, delay);
        ClientMetrics.ConnectionLost();
        _retryAt = Now + delay;
        _clock.WakeAt(_retryAt);
        if (_wasConnected)
        {
            _owner.StateChanged(ZIMConnectionState.Reconnecting, ZIMConnectionEvent.LoginInterrupted);
        }
    }

    private void EndSession(ZIMConnectionEvent why, ZIMError error)
    {
        if (_user is null)
        {
            return;
        }

        MoveTo(SessionPhase.LoggedOut);
        _connection?.Abort();
        _connection = null;
        _user = null;
        _sessionId = "";
        _wasConnected = false;
        _tries = 0;
        _loginDeadline = _attemptDeadline = _reconnectDeadline = _retryAt = _logoutDeadline = long.MaxValue;
        _catchUp.Clear();

        List<Action<ZIMError>> loginDone = [.. _loginDone];
        List<Action> logoutDone = [.. _logoutDone];
        _loginDone.Clear();
        _logoutDone.Clear();
        _owner.SessionOver();
        _requests.TakeAll().ForEach(request => request.Done(null, error));
        loginDone.ForEach(done => done(error));
        _owner.StateChanged(ZIMConnectionState.Disconnected, why);
        logoutDone.ForEach(static done => done());
    }
}
