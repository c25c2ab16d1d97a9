using ZimCall.Protocol;

namespace ZimCall.Session;

/// <content>What time brings: everything that has a deadline is looked at in one place.</content>
internal sealed partial class ClientSession
{
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
