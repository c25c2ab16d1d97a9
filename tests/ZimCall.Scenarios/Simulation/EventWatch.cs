using ZimCall.Core;

namespace ZimCall.Scenarios.Simulation;

/// <summary>
/// Follows what one device is told, event by event, without looking at the SDK's own book: nothing twice, nothing out of
/// order, no event before the result of the operation that caused it (R-REC-3, R-REC-5).
/// </summary>
internal sealed class EventWatch(string userId, CallPictures history, SimulatedDevice device, bool maySkip)
{
    private readonly Dictionary<string, WatchedCall> _calls = [];
    private readonly List<string> _problems = [];

    /// <summary>Grows with each connection: what was told on an earlier one may have been overtaken meanwhile.</summary>
    private int _connection;

    public IReadOnlyList<string> Problems => _problems;

    public void ConnectionChanged(ZIMConnectionState state)
    {
        _connection++;
        if (state == ZIMConnectionState.Disconnected)
        {
            // Whoever logs in again knows nothing.
            _calls.Clear();
        }
    }

    public void Answered(SimulatedOperation operation)
    {
        if (operation.CallId.Length == 0)
        {
            return;
        }

        var call = Of(operation.CallId);
        if (operation.IsOutcomeUnknown)
        {
            call.View = View.Unknown;
        }
        else if (operation is { Succeeded: true, Name: "CallInvite" or "CallAccept" or "CallJoin" })
        {
            call.Enter(View.InTheCall);
        }
        else if (operation is { Succeeded: true, Name: "CallCancel" } && (operation.Invitees.Count == 0 || call.IsGeneral))
        {
            call.View = View.Left;
        }
    }

    public void Created(string callId, ZIMCallInvitationCreatedInfo info)
    {
        var call = Of(callId);
        ResultFirst(info.extendedData, callId);
        Require(!call.WasCreated, callId, "Created came twice");
        call.WasCreated = true;
        call.IsGeneral = info.mode == ZIMCallInvitationMode.General;
        call.Connection = _connection;
        call.See(info.callUserList);
    }

    public void Received(string callId, ZIMCallInvitationReceivedInfo info)
    {
        var call = Of(callId);
        call.Received++;
        var invitations = history.InvitationsOf(callId, userId);
        Require(call.Received <= invitations, callId, $"Received came {call.Received} times for {invitations} invitation(s)");
        Require(info.callUserList.Any(user => user.userID == userId && IsPending(user.state)), callId, "Received, but not pending in its list");
        call.IsGeneral = info.mode == ZIMCallInvitationMode.General;
        call.Enter(View.Ringing);
        call.IsFirst = false;
        call.Connection = _connection;
        call.See(info.callUserList);
    }

    public void Cancelled(string callId, ZIMCallInvitationCancelledInfo info)
    {
        var call = Of(callId);
        if (info.inviter == userId)
        {
            // One of the user's devices withdrew somebody: the others hear of it (semantics 4).
            return;
        }

        Require(call.View is View.Ringing or View.Unknown || HasGap(call), callId, $"Cancelled, but the device's view was {call.View}");
        call.View = View.Left;
    }

    public void TimedOut(string callId)
    {
        var call = Of(callId);
        Require(call.View is View.Ringing or View.Unknown || HasGap(call), callId, $"Timeout, but the device's view was {call.View}");
        call.View = View.Left;
    }

    public void Ended(string callId, ZIMCallInvitationEndedInfo info)
    {
        var call = Of(callId);
        ResultFirst(info.extendedData, callId);
        Require(call.View is View.Ringing or View.InTheCall or View.Unknown, callId, $"Ended, but the device's view was {call.View}");
        call.View = View.Left;
    }

    public void Changed(string callId, ZIMCallUserStateChangeInfo info)
    {
        var call = Of(callId);
        var own = info.callUserList.Find(user => user.userID == userId);
        var isOwnAnswer = own?.state is ZIMCallUserState.Accepted or ZIMCallUserState.Rejected;
        Require(call.View is not View.Left || isOwnAnswer, callId, "a change after the call had left the device's view");
        var isLive = !maySkip && call.Connection == _connection && call.View is not (View.Unknown or View.None or View.Left);
        foreach (var user in info.callUserList)
        {
            ResultFirst(user.extendedData, callId);
            var repeats = call.Members.TryGetValue(user.userID, out var known) && known == (user.state, user.extendedData);
            Require(!isLive || !repeats || call.IsFirst, callId, $"{user.userID} is told to be {user.state} again");
            call.Members[user.userID] = (user.state, user.extendedData);
            CountEntry(call, callId, user);
        }

        call.IsFirst = false;
        call.Connection = _connection;
        if (own is not null)
        {
            Own(call, own.state);
        }
        else if (call.View == View.None)
        {
            call.View = View.Unknown;
        }
    }

    /// <summary>OnError with CallDoesNotExist: a call that the server does not know any more.</summary>
    public void Failed(ZIMError error)
    {
        if (error.message.Split(' ') is ["Call", var callId, "is", "over:", ..])
        {
            Of(callId).View = View.Left;
        }
    }

    /// <summary>
    /// Everything has come to rest: what the device was told has to be what the server says. Where events alone do not tell,
    /// the server does.
    /// </summary>
    public void Settle()
    {
        foreach (var (callId, call) in _calls)
        {
            var now = history.Latest(callId);
            var follows = now?.IsFollowedBy(userId, device.DeviceId) == true;
            var isPending = now?.Find(userId)?.IsPending == true;
            Require(call.View != View.Ringing || (follows && isPending), callId, $"it still rings, but the server says {Describe(now)}");
            Require(
                call.View != View.InTheCall || (follows && !isPending) || MayLeaveSilently(now),
                callId,
                $"the device believes to be in it, but the server says {Describe(now)}");
            call.View = !follows ? View.Left : isPending ? View.Ringing : View.InTheCall;
        }
    }

    /// <summary>
    /// Whether the device was away since it last heard of the call, or its node was from the others: in-between states may
    /// have been skipped (R-REC-2).
    /// </summary>
    private bool HasGap(WatchedCall call) => (maySkip || call.Connection != _connection) && call.View != View.Left;

    private static bool IsPending(ZIMCallUserState state) =>
        state is ZIMCallUserState.Inviting or ZIMCallUserState.Received or ZIMCallUserState.NotYetReceived;

    /// <summary>R-GEN, R-JOI-2, and the caller whose call is cancelled: no event says it.</summary>
    private bool MayLeaveSilently(Call? call) =>
        call is null
        || call.EndReason is EndReason.NobodyPending or EndReason.Cancelled or EndReason.CallerGone
        || history.Of(call.CallId).Any(picture =>
            picture.Find(userId) is { State: MemberState.Accepted } member && member.PrimaryDevice != device.DeviceId);

    private string Describe(Call? call) =>
        call is null ? "nothing" : $"{call.State} ({call.EndReason}), {userId} is {call.Find(userId)?.State} on {call.Find(userId)?.PrimaryDevice}";

    private static void Own(WatchedCall call, ZIMCallUserState state)
    {
        if (state == ZIMCallUserState.Accepted)
        {
            // Without a result before it: answered elsewhere, or a device that is the primary one again (R-DEV-4).
            call.View = call.View == View.InTheCall ? View.InTheCall : call.View is View.Ringing or View.Left ? View.Left : View.Unknown;
        }
        else if (!IsPending(state))
        {
            call.View = View.Left;
        }
    }

    private void CountEntry(WatchedCall call, string callId, ZIMCallUserInfo user)
    {
        var key = (user.userID, user.state);
        var told = call.Told[key] = call.Told.GetValueOrDefault(key) + 1;
        var entries = history.EntriesOf(callId, user.userID, (MemberState)user.state);
        Require(
            told <= entries || call.IsFirst || call.View == View.Unknown,
            callId,
            $"{user.userID} was told {told} times to be {user.state}, which it came to be {entries} times");
    }

    private void ResultFirst(string mark, string callId) =>
        Require(!device.IsOpen(mark), callId, $"an event of {mark} came before its result (R-REC-5)");

    private void Require(bool holds, string callId, string problem)
    {
        if (!holds)
        {
            _problems.Add($"{device}: call {callId}: {problem}");
        }
    }

    private WatchedCall Of(string callId)
    {
        if (!_calls.TryGetValue(callId, out var call))
        {
            _calls.Add(callId, call = new WatchedCall());
        }

        return call;
    }

    private enum View
    {
        /// <summary>Nothing told.</summary>
        None,

        /// <summary>It cannot be known from events alone.</summary>
        Unknown,
        Ringing,
        InTheCall,
        Left,
    }

    private sealed class WatchedCall
    {
        public View View { get; set; }

        public bool IsGeneral { get; set; }

        public bool WasCreated { get; set; }

        public int Received { get; set; }

        public int Connection { get; set; }

        /// <summary>Whether the next change may tell everything anew.</summary>
        public bool IsFirst { get; set; } = true;

        public Dictionary<string, (ZIMCallUserState State, string Data)> Members { get; } = [];

        public Dictionary<(string UserId, ZIMCallUserState State), int> Told { get; } = [];

        /// <summary>The device begins to follow the call.</summary>
        public void Enter(View view)
        {
            // A device that believes to be in a call may have been let go silently since (R-JOI-2).
            if (View != View.Ringing)
            {
                IsFirst = true;
                Told.Clear();
                Members.Clear();
            }

            View = view;
        }

        public void See(IEnumerable<ZIMCallUserInfo> users)
        {
            Members.Clear();
            foreach (var user in users)
            {
                Members[user.userID] = (user.state, user.extendedData);
            }
        }
    }
}
