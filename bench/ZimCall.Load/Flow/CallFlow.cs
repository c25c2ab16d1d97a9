using System.Globalization;
using ZimCall.Load.Client;
using ZimCall.Protocol;

namespace ZimCall.Load.Flow;

/// <summary>
/// One call from the invitation to its end: every invitee acknowledges and accepts, the caller sees all of them and ends
/// it, everybody hears of that. Driven by the frames of its members' connections.
/// </summary>
internal sealed class CallFlow
{
    private const int Accepted = 1;

    private readonly LoadUser _caller;
    private readonly LoadUser[] _invitees;
    private readonly FlowMetrics _metrics;
    private readonly Action<CallFlow> _done;
    private readonly string _callId;
    private readonly long _intended;
    private readonly long[] _acceptedAt;
    private int _seen;
    private int _left;
    private int _over;

    public CallFlow(LoadUser caller, LoadUser[] invitees, ulong callId, long intended, FlowMetrics metrics, Action<CallFlow> done)
    {
        _caller = caller;
        _invitees = invitees;
        _callId = callId.ToString(CultureInfo.InvariantCulture);
        _intended = intended;
        _metrics = metrics;
        _done = done;
        _acceptedAt = new long[invitees.Length];

        // The replies of all operations, and the end as each invitee hears of it.
        _left = 2 + (2 * invitees.Length);
    }

    public bool IsOver => Volatile.Read(ref _over) != 0;

    public void Start()
    {
        _metrics.Lateness.Record(Clock.Now - _intended);
        _caller.OnFrame = OnCallerFrame;
        foreach (var invitee in _invitees)
        {
            invitee.OnFrame = OnInviteeFrame;
        }

        var request = _caller.NextRequest();
        request.CallInvite = new CallInvite { CallId = _callId, Mode = 1, Timeout = 60 };
        foreach (var invitee in _invitees)
        {
            request.CallInvite.Invitees.Add(invitee.UserId);
        }

        _caller.Send(new ClientFrame { Request = request });
    }

    public void Fail(string what)
    {
        if (Interlocked.Exchange(ref _over, 1) == 0)
        {
            _metrics.Failed(what);
            _done(this);
        }
    }

    private void OnCallerFrame(LoadUser user, ServerFrame frame)
    {
        if (frame.Reply is { } reply)
        {
            Replied(reply);
        }
        else if (frame.Update is { } update && update.CallId == _callId)
        {
            foreach (var told in update.Events)
            {
                if (told.UserStateChanged is { } changed)
                {
                    See(changed);
                }
            }
        }
    }

    private void See(UserStateChanged changed)
    {
        foreach (var member in changed.Changed)
        {
            if (member.State != Accepted || Array.FindIndex(_invitees, user => user.UserId == member.UserId) is not (>= 0 and var index))
            {
                continue;
            }

            _metrics.AcceptToSeen.Record(Clock.Now - Volatile.Read(ref _acceptedAt[index]));
            if (++_seen == _invitees.Length)
            {
                var request = _caller.NextRequest();
                request.CallEnd = new CallEnd { CallId = _callId };
                _caller.Send(new ClientFrame { Request = request });
            }
        }
    }

    private void OnInviteeFrame(LoadUser user, ServerFrame frame)
    {
        if (frame.Reply is { } reply)
        {
            Replied(reply);
        }
        else if (frame.Update is { } update && update.CallId == _callId)
        {
            foreach (var told in update.Events)
            {
                if (told.Received is not null)
                {
                    Accept(user);
                }
                else if (told.Ended is not null)
                {
                    Step();
                }
            }
        }
    }

    private void Accept(LoadUser user)
    {
        var now = Clock.Now;
        _metrics.InviteToReceived.Record(now - _intended);
        user.Send(new ClientFrame { Received = new Received { CallId = _callId } });
        var request = user.NextRequest();
        request.CallAccept = new CallAccept { CallId = _callId };
        Volatile.Write(ref _acceptedAt[Array.IndexOf(_invitees, user)], now);
        user.Send(new ClientFrame { Request = request });
    }

    private void Replied(Reply reply)
    {
        if (reply.Error is { } error)
        {
            Fail(error.Code.ToString(CultureInfo.InvariantCulture));
            return;
        }

        _metrics.OperationDone();
        Step();
    }

    private void Step()
    {
        if (Interlocked.Decrement(ref _left) == 0 && Interlocked.Exchange(ref _over, 1) == 0)
        {
            _metrics.CallDone();
            _done(this);
        }
    }
}
