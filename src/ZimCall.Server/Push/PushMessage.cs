using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>A push to one member who has no device online.</summary>
/// <param name="AppId">The app.</param>
/// <param name="UserId">To whom.</param>
/// <param name="Kind">What has happened.</param>
/// <param name="CallId">The call.</param>
/// <param name="Caller">The user who created it.</param>
/// <param name="Mode">Its mode.</param>
/// <param name="Actor">The user whose operation it is.</param>
/// <param name="Content">What the operation's pushConfig says.</param>
/// <param name="TimeToLive">
/// For an invitation what is left of its ring time: after that it must not be shown. For others what was left of it, or the
/// call's ring time if the member was in the call.
/// </param>
public sealed record PushMessage(
    uint AppId, string UserId, PushKind Kind, string CallId, string Caller, CallMode Mode, string Actor, PushContent Content, TimeSpan TimeToLive);
