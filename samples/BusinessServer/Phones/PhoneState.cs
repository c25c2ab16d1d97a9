using ZimCall;

namespace BusinessServer.Phones;

/// <summary>A user's phone as the page shows it.</summary>
internal sealed record PhoneState(string User, bool IsConnected, IReadOnlyList<PhoneCall> Calls)
{
    public static PhoneState Of(ZIM zim, string user) => new(
        user,
        zim.ConnectionState == ZIMConnectionState.Connected,
        [.. zim.ActiveCalls.Select(static call => new PhoneCall(
            call.CallID,
            call.Caller,
            $"{call.OwnState}",
            call.RingTimeLeft?.TotalSeconds,
            [.. call.Members.Select(static member => new PhoneMember(member.UserID, $"{member.State}"))]))]);
}

/// <summary>One call of it.</summary>
internal sealed record PhoneCall(string CallID, string Caller, string OwnState, double? RingSecondsLeft, IReadOnlyList<PhoneMember> Members);

/// <summary>Somebody in that call.</summary>
internal sealed record PhoneMember(string User, string State);
