using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>What time does to sessions: devices that fall silent are gone (R-GONE), tokens run out (R-LOG-3).</summary>
internal sealed class SessionAlarms : IDisposable
{
    private readonly long _heartbeatTimeout;
    private readonly TimeProvider _time;
    private readonly AlarmQueue<Session> _alarms;
    private readonly SessionEnd _end;
    private readonly BackgroundWork _work;

    public SessionAlarms(ZimCallServerOptions options, SessionEnd end, TimeProvider time, BackgroundWork work)
    {
        _heartbeatTimeout = (long)options.HeartbeatTimeout.TotalMilliseconds;
        _time = time;
        _end = end;
        _work = work;
        _alarms = new AlarmQueue<Session>(time, Ring);
    }

    /// <summary>Watches a session; also when its token has been replaced.</summary>
    public void Watch(Session session)
    {
        _alarms.Set(session, session.LastHeard + _heartbeatTimeout);
        WatchToken(session);
    }

    public void Dispose() => _alarms.Dispose();

    private bool IsSilent(Session session) => session.LastHeard + _heartbeatTimeout <= _time.NowMs();

    private void WatchToken(Session session)
    {
        if (session.TokenExpiry != long.MaxValue)
        {
            _alarms.Set(session, session.TokenExpiry - (long)LoginVerifier.ShortestTokenTime.TotalMilliseconds);
            _alarms.Set(session, session.TokenExpiry);
        }
    }

    private void Ring(Session session)
    {
        if (!_end.IsOpen(session))
        {
            return;
        }

        var now = _time.NowMs();
        var left = session.TokenExpiry - now;
        if (left <= 0)
        {
            _work.Start("token expiry", () => _end.EndAsync(
                session,
                "token expired",
                () => session.TokenExpiry <= _time.NowMs(),
                static over => over.Kick(Kick.Types.Reason.TokenExpired, "The token has expired (R-LOG-3)")));
        }
        else if (IsSilent(session))
        {
            _work.Start("heartbeat timeout", () => _end.EndAsync(
                session, "silent for the heartbeat timeout", () => IsSilent(session), static over => over.Abandon()));
        }
        else
        {
            if (left <= LoginVerifier.ShortestTokenTime.TotalMilliseconds && session.TakeTokenWarning())
            {
                session.Send(new ServerFrame { TokenWillExpire = new TokenWillExpire { SecondsLeft = (uint)(left / 1000) } });
            }

            _alarms.Set(session, session.LastHeard + _heartbeatTimeout);
        }
    }
}
