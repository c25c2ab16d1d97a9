using System.Globalization;
using Google.Protobuf;
using ZimCall.Protocol;

namespace ZimCall.Session;

/// <content>What a connection brings: from Hello to the last of the catch-up, and what flows then.</content>
internal sealed partial class ClientSession
{
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
                if (_requests.Take(frame.Reply.Id) is { } request)
                {
                    request.Done(frame.Reply, Errors.Success);
                }
                else
                {
                    _owner.RepliedLate(frame.Reply);
                }

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
        var rate = welcome.RequestsPerSecond;
        _requestLimit = rate > 0 ? new RateLimit(rate, rate) : null;
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
}
