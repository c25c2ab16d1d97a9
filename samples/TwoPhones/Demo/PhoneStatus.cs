using System.Collections.Immutable;
using ZimCall;

namespace TwoPhones.Demo;

/// <summary>How a phone stands at a moment.</summary>
/// <param name="IsConnected">Whether it is logged in and connected.</param>
/// <param name="RingTimeLeft">How long it still rings; null when it does not.</param>
/// <param name="IsInCall">Whether its user is in a call.</param>
/// <param name="Others">Who else is in that call.</param>
internal sealed record PhoneStatus(bool IsConnected, TimeSpan? RingTimeLeft, bool IsInCall, ImmutableArray<string> Others)
{
    public static PhoneStatus Of(ZIM zim, string user)
    {
        var calls = zim.ActiveCalls;
        var current = calls.FirstOrDefault(static call => call.OwnState == ZIMCallUserState.Accepted);
        return new PhoneStatus(
            zim.ConnectionState == ZIMConnectionState.Connected,
            calls.FirstOrDefault(static call => call.RingTimeLeft is not null)?.RingTimeLeft,
            current is not null,
            [.. current?.Members.Where(member => member.UserID != user && member.State == ZIMCallUserState.Accepted).Select(static member => member.UserID) ?? []]);
    }
}
