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

    /// <summary>Watches a session; also when its token has been replaced. One alarm is enough for each, the next that counts.</summary>
    public void Watch(Session session)
    {
        var due = Math.Min(session.LastHeard + _heartbeatTimeout, NextOfToken(session));
        if (session.TrySetAlarm(due))
        {
            _alarms.Set(session, due);
        }
    }

    /// <summary>How many alarms are set, for all sessions.</summary>
    public int Count => _alarms.Count;

    public void Dispose() => _alarms.Dispose();

    private static long NextOfToken(Session session) =>
        session.TokenExpiry == long.MaxValue || session.IsTokenWarned ? session.TokenExpiry
        : session.TokenExpiry - (long)LoginVerifier.ShortestTokenTime.TotalMilliseconds;

    private void Ring(Session session)
    {
        var now = _time.NowMs();
        if (!session.TryTakeAlarm(now) || !_end.IsOpen(session))
        {
            return;
        }

        var left = session.TokenExpiry - now;
        if (left <= 0)
        {
            session.Kick(new ServerFrame
            {
                Kick = new Kick { Reason = Kick.Types.Reason.TokenExpired, Message = "The token has expired (R-LOG-3)" },
            });
            _work.Start("token expiry", () => _end.EndAsync(session, "token expired"));
        }
        else if (session.LastHeard + _heartbeatTimeout <= now)
        {
            session.Abandon();
            _work.Start("heartbeat timeout", () => _end.EndAsync(session, "silent for the heartbeat timeout"));
        }
        else
        {
            if (left <= LoginVerifier.ShortestTokenTime.TotalMilliseconds && session.TakeTokenWarning())
            {
                session.Send(new ServerFrame { TokenWillExpire = new TokenWillExpire { SecondsLeft = (uint)(left / 1000) } });
            }

            Watch(session);
        }
    }
}
