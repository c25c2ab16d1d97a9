using System.Collections.Concurrent;
using ZimCall.Faults.Tests.Support;

namespace ZimCall.Faults.Tests.Load;

/// <summary>A user's one device, which calls others, answers some, and lets others ring out, until it is told to rest.</summary>
internal sealed class LoadedPhone : IAsyncDisposable
{
    /// <summary>How late a deadline may be noticed while everything works.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly Random _random;
    private readonly Ledger _ledger;
    private readonly IReadOnlyList<string> _others;
    private readonly ConcurrentDictionary<string, Ring> _rings = new();
    private readonly ConcurrentDictionary<string, bool> _isLetRing = new();
    private CancellationTokenSource _resting = new();
    private Task _working = Task.CompletedTask;

    /// <summary>When this phone was connected again, at the last break; it can hear of nothing before.</summary>
    private DateTimeOffset _connectedAt = DateTimeOffset.UtcNow;

    public LoadedPhone(int port, string userId, IReadOnlyList<string> everybody, Ledger ledger, int seed)
    {
        (UserId, _ledger, _random) = (userId, ledger, new Random(seed));
        _others = [.. everybody.Where(other => other != userId)];
        Zim = new ZIM(new ZIMOptions
        {
            AppID = DevelopmentKeys.AppId,
            AppSign = DevelopmentKeys.AppSign,
            ServerAddress = new Uri($"http://127.0.0.1:{port}"),
            DeviceId = $"phone-of-{userId}",
            RequestTimeout = TimeSpan.FromSeconds(20),
            ReconnectBackoff = new ZIMBackoff { First = TimeSpan.FromMilliseconds(50), Max = TimeSpan.FromMilliseconds(500) },
        });
        Zim.OnConnectionStateChanged += (_, state, why, _) => ConnectionChanged(state, why);
        Zim.OnCallUserStateChanged += (_, info, callID) => MembersChanged(callID, info);
        Zim.OnError += (_, error) => ledger.Complain($"{UserId}: OnError {error.code} {error.message}");
    }

    public string UserId { get; }

    /// <summary>
    /// Somebody without a device, whom this phone alone invites into calls that go on: so nobody who has answered a call is
    /// invited into it again, which would make it hard to see that the answer was stored.
    /// </summary>
    public string Guest => $"guest-of-{UserId}";

    public ZIM Zim { get; }

    public Task LoginAsync() => Zim.LoginAsync(new ZIMUserInfo { userID = UserId });

    public void Work()
    {
        _resting = new CancellationTokenSource();
        _working = Task.Run(() => WorkAsync(_resting.Token));
    }

    /// <summary>Begins nothing more; done when what was begun is answered.</summary>
    public async Task RestAsync()
    {
        await _resting.CancelAsync();
        await _working;
    }

    public async ValueTask DisposeAsync()
    {
        await RestAsync();
        await Zim.DisposeAsync();
        _resting.Dispose();
    }

    private async Task WorkAsync(CancellationToken resting)
    {
        while (!resting.IsCancellationRequested)
        {
            try
            {
                await OperateAsync();
            }
            catch (ZIMException exception)
            {
                Failed(exception.Error);
            }

            // The pace of the load.
            await Task.Delay(_random.Next(5, 60), resting).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    private async Task OperateAsync()
    {
        var calls = Zim.ActiveCalls;
        if (calls.IsEmpty || (calls.Length < 3 && _random.Next(8) == 0))
        {
            await InviteAsync();
            return;
        }

        var call = calls[_random.Next(calls.Length)];
        if (call.OwnState != ZIMCallUserState.Accepted)
        {
            if (!_isLetRing.GetOrAdd(call.CallID, _ => _random.Next(4) == 0))
            {
                await AnswerAsync(call);
            }
        }
        else if (call.Caller == UserId && call.Members.All(member => member.UserID == UserId || member.State != ZIMCallUserState.Accepted))
        {
            if (_random.Next(20) == 0)
            {
                await Zim.CallCancelAsync([], call.CallID);
                _ledger.Acknowledge("cancel", UserId, call.CallID);
            }
        }
        else if (call.Mode == ZIMCallInvitationMode.Advanced)
        {
            await TalkAsync(call);
        }
    }

    private async Task InviteAsync()
    {
        var invitees = _random.GetItems([.. _others], _random.Next(1, 4)).Distinct().ToList();
        var mode = _random.Next(3) == 0 ? ZIMCallInvitationMode.General : ZIMCallInvitationMode.Advanced;
        var seconds = _random.Next(3, 7);
        var before = DateTimeOffset.UtcNow;
        var sent = await Zim.CallInviteAsync(invitees, new ZIMCallInviteConfig { mode = mode, timeout = (uint)seconds });
        var ring = TimeSpan.FromSeconds(seconds);
        if (mode == ZIMCallInvitationMode.General)
        {
            _rings[sent.callID] = new Ring(before + ring, DateTimeOffset.UtcNow + ring);
        }

        _ledger.Acknowledge("invite", UserId, sent.callID);
    }

    private async Task AnswerAsync(ZIMActiveCall call)
    {
        if (_random.Next(3) == 0)
        {
            await Zim.CallRejectAsync(call.CallID);
            _ledger.Acknowledge("reject", UserId, call.CallID);
        }
        else
        {
            await Zim.CallAcceptAsync(call.CallID);
            _ledger.Acknowledge("accept", UserId, call.CallID);
        }
    }

    private async Task TalkAsync(ZIMActiveCall call)
    {
        switch (_random.Next(8))
        {
            case 0:
                await Zim.CallEndAsync(call.CallID);
                _ledger.Acknowledge("end", UserId, call.CallID);
                break;
            case 1 or 2:
                await Zim.CallQuitAsync(call.CallID);
                _ledger.Acknowledge("quit", UserId, call.CallID);
                break;
            case 3 when call.Members.All(member => member.UserID != Guest):
                await Zim.CallingInviteAsync([Guest], call.CallID);
                break;
            default:
                break;
        }
    }

    private void Failed(ZIMError error)
    {
        switch (error.code)
        {
            case ZIMErrorCode.CommonModuleIMServerDisconnect or ZIMErrorCode.NetworkModuleRequestTimeout or ZIMErrorCode.CommonModuleIMDatabaseError:
                _ledger.Unknown();
                break;
            case ZIMErrorCode.MessageModuleCallAlreadyExists:
                _ledger.Complain($"{UserId}: carried out twice: {error.message}");
                break;
            case >= ZIMErrorCode.MessageModuleCallError or ZIMErrorCode.NetworkModuleNetworkError:
                _ledger.Refuse(error.code);
                break;
            default:
                _ledger.Complain($"{UserId}: {error.code} {error.message}");
                break;
        }
    }

    private void ConnectionChanged(ZIMConnectionState state, ZIMConnectionEvent why)
    {
        _connectedAt = state == ZIMConnectionState.Connected ? DateTimeOffset.UtcNow : DateTimeOffset.MaxValue;
        if (state == ZIMConnectionState.Disconnected && why != ZIMConnectionEvent.Success)
        {
            _ledger.Complain($"{UserId} was cut off for good: {why}");
        }
    }

    private void MembersChanged(string callId, ZIMCallUserStateChangeInfo info)
    {
        var now = DateTimeOffset.UtcNow;
        if (!info.callUserList.Exists(static user => user.state == ZIMCallUserState.Timeout) || !_rings.TryRemove(callId, out var ring))
        {
            return;
        }

        DateTimeOffset[] notBefore = [ring.Latest, _connectedAt, _ledger.ExcusedUntil];
        if (now < ring.Earliest - Tolerance)
        {
            _ledger.Complain($"{callId} timed out {ring.Earliest - now} too early");
        }
        else if (now - notBefore.Max() is var late && late > Tolerance)
        {
            _ledger.Complain($"{callId} timed out {late} too late");
        }
    }
}
