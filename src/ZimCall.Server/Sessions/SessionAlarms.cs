using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>What time does to sessions: devices that fall silent are gone (R-GONE), tokens run out (R-LOG-3).</summary>
internal sealed class SessionAlarms : IDisposable
{
    /// <summary>How long to wait for a store that failed.</summary>
    private const long RetryMs = 1000;

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
    public void Watch(Session session) =>
        SetAlarm(session, Math.Min(session.LastHeard + _heartbeatTimeout, NextOfToken(session)));

    /// <summary>How many alarms are set, for all sessions.</summary>
    public int Count => _alarms.Count;

    public void Dispose() => _alarms.Dispose();

    private static ServerFrame TokenExpired() => new()
    {
        Kick = new Kick { Reason = Kick.Types.Reason.TokenExpired, Message = "The token has expired (R-LOG-3)" },
    };

    private bool IsSilent(Session session) => session.LastHeard + _heartbeatTimeout <= _time.NowMs();

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
            End(session, "token expired", () => session.TokenExpiry <= _time.NowMs(), static over => over.Kick(TokenExpired()));
        }
        else if (IsSilent(session))
        {
            End(session, "silent for the heartbeat timeout", () => IsSilent(session), static over => over.Abandon());
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

    private void End(Session session, string reason, Func<bool> isStillDue, Action<Session> part) => _work.Start(reason, async () =>
    {
        try
        {
            await _end.EndAsync(session, reason, isStillDue, part);
        }
        catch (CallStoreException) when (_end.IsOpen(session))
        {
            // Nobody's time is up while the store cannot say so.
            SetAlarm(session, _time.NowMs() + RetryMs);
            throw;
        }

        if (_end.IsOpen(session))
        {
            // It gave a sign of life, or a new token, at the last moment.
            Watch(session);
        }
    });

    private void SetAlarm(Session session, long due)
    {
        if (session.TrySetAlarm(due))
        {
            _alarms.Set(session, due);
        }
    }
}
