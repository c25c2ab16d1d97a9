using System.Globalization;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using ZimCall.Protocol;

namespace ZimCall.Session;

/// <summary>
/// A user's login: one linear life — open, greet, catch up, serve, lose, back off, open again — driven by what happens,
/// on one queue. What survives a connection is here; what does not is a <see cref="SessionConnection"/>.
/// </summary>
internal sealed class ClientSession : ISessionConnectionOwner, IDisposable
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

    void ISessionConnectionOwner.Opened(SessionConnection connection)
    {
        if (connection != _connection)
        {
            connection.Abort();
            return;
        }

        MoveTo(SessionPhase.Greeting);
        var hello = new Hello
        {
            ProtocolVersion = SignalingMethod.ProtocolVersion,
            AppId = _options.AppID,
            UserId = _user!.userID,
            UserName = _user.userName ?? "",
            DeviceId = _options.DeviceId!,
            InstanceId = ByteString.CopyFrom(_instanceId),
            Token = _token,
            SessionId = _sessionId,
            Client = $"zimcall-dotnet/{ZIM.GetVersion()}",
        };
        hello.KnownCalls.AddRange(_owner.KnownCalls());
        hello.UnansweredRequestIds.AddRange(_requests.Pending.Where(static request => request.WasSent).Select(static request => request.Frame.Id));
        connection.Send(new ClientFrame { Hello = hello });
    }

    void ISessionConnectionOwner.FrameRead(SessionConnection connection, ServerFrame frame)
    {
        if (connection != _connection)
        {
            return;
        }

        _lastHeard = Now;
        switch (frame.FrameCase)
        {
            case ServerFrame.FrameOneofCase.Challenge when _phase == SessionPhase.Greeting:
                Prove(frame.Challenge);
                break;
            case ServerFrame.FrameOneofCase.Welcome when _phase == SessionPhase.Greeting:
                Welcomed(frame.Welcome);
                break;
            case ServerFrame.FrameOneofCase.CatchUp when _phase == SessionPhase.CatchingUp:
                _catchUp.Add(frame.CatchUp);
                if (frame.CatchUp.Last)
                {
                    CaughtUp();
                }

                break;
            case ServerFrame.FrameOneofCase.Reply:
                _requests.Take(frame.Reply.Id)?.Done(frame.Reply, Errors.Success);
                break;
            case ServerFrame.FrameOneofCase.Update when _phase is SessionPhase.Serving or SessionPhase.LoggingOut:
                _owner.Updated(frame.Update);
                break;
            case ServerFrame.FrameOneofCase.Kick:
                Kicked(frame.Kick);
                break;
            case ServerFrame.FrameOneofCase.TokenWillExpire:
                _owner.TokenWillExpire(frame.TokenWillExpire.SecondsLeft);
                break;
            default:
                // A Pong has done its work by coming; frames of later versions are none of ours.
                break;
        }
    }

    void ISessionConnectionOwner.Lost(SessionConnection connection, Exception? reason)
    {
        connection.Dispose();
        if (connection == _connection)
        {
            LoseConnection(reason);
        }
    }

    private string NoAnswer => string.Create(CultureInfo.InvariantCulture, $"no answer within {_options.LoginTimeout.TotalSeconds} s");

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

    private void Prove(Challenge challenge)
    {
        if (_options.AppSign.Length == 0)
        {
            RefuseLogin(ZIMErrorCode.CommonModuleParamInvalid, "Login refused: neither a token nor an AppSign was given (R-LOG-1)");
            return;
        }

        var proof = LoginProof.Compute(
            _options.AppSign, _options.AppID, _user!.userID, _options.DeviceId!, challenge.Nonce.Span);
        _connection!.Send(new ClientFrame { Proof = new Proof { Hmac = ByteString.CopyFrom(proof) } });
    }

    private void Welcomed(Welcome welcome)
    {
        MoveTo(SessionPhase.CatchingUp);
        _catchUp.Clear();
        _sessionId = welcome.SessionId;
        _heartbeatTimeout = welcome.HeartbeatTimeoutMs;
        _heartbeatInterval = _options.HeartbeatInterval is { } own ? Ms(own) : welcome.HeartbeatIntervalMs;
    }

    private void CaughtUp()
    {
        MoveTo(SessionPhase.Serving);
        _tries = 0;
        _wasConnected = true;
        _loginDeadline = _attemptDeadline = _reconnectDeadline = long.MaxValue;
        _lastPing = Now;
        _clock.WakeAt(NextBeat());

        List<Action<ZIMError>> done = [.. _loginDone];
        _loginDone.Clear();
        done.ForEach(static answer => answer(Errors.Success));
        _owner.StateChanged(ZIMConnectionState.Connected, ZIMConnectionEvent.Success);
        _owner.CaughtUp(_catchUp.SelectMany(static part => part.Updates), _catchUp.SelectMany(static part => part.LostCallIds));
        _catchUp.Clear();
        foreach (var request in _requests.Pending)
        {
            Send(request);
        }
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

    /// <summary>Something may be due: everything that has a time is looked at.</summary>
    private void Tick()
    {
        var now = Now;
        foreach (var request in _requests.TakeOverdue(now))
        {
            request.Done(null, Errors.NoReply(request, _phase == SessionPhase.Serving));
        }

        if (_loginDeadline <= now)
        {
            var why = _lastFailure.Length == 0 ? NoAnswer : _lastFailure;
            EndSession(
                ZIMConnectionEvent.LoginTimeout,
                Errors.Of(ZIMErrorCode.NetworkModuleNetworkError, $"Login failed: the server could not be reached ({why})"));
        }
        else if (_reconnectDeadline <= now)
        {
            EndSession(
                ZIMConnectionEvent.LoginTimeout,
                Errors.Of(ZIMErrorCode.CommonModuleIMServerDisconnect, $"The server could not be reached again ({_lastFailure})"));
        }
        else if (_logoutDeadline <= now)
        {
            EndSession(ZIMConnectionEvent.Success, Errors.LoggedOut);
        }
        else if (_retryAt <= now)
        {
            Open();
        }
        else if (_attemptDeadline <= now)
        {
            _lastFailure = NoAnswer;
            BackOff();
        }
        else if (_phase == SessionPhase.Serving)
        {
            Beat(now);
        }

        _clock.WakeAt(NextDue());
    }

    /// <summary>
    /// A sign of life; and a look whether the server gives any. The connection is given up early enough to resume before the
    /// server counts this device as gone.
    /// </summary>
    private void Beat(long now)
    {
        if (now - _lastHeard >= _heartbeatTimeout - _heartbeatInterval)
        {
            _lastFailure = "the server fell silent";
            BackOff();
        }
        else if (now - _lastPing >= _heartbeatInterval)
        {
            _lastPing = now;
            _connection!.Send(new ClientFrame { Ping = new Ping { Cookie = now } });
        }
    }

    private long NextBeat() => Math.Min(_lastPing + _heartbeatInterval, _lastHeard + _heartbeatTimeout - _heartbeatInterval);

    private long NextDue()
    {
        var due = Math.Min(Math.Min(_loginDeadline, _reconnectDeadline), Math.Min(_logoutDeadline, _retryAt));
        due = Math.Min(due, Math.Min(_attemptDeadline, _requests.NextDeadline));
        return _phase == SessionPhase.Serving ? Math.Min(due, NextBeat()) : due;
    }
}
