using System.Collections.Immutable;

namespace ZimCall;

/// <summary>
/// A call that the user is ringing for or is in, as this instance knew it at one moment; never changes. Get a newer one from
/// <see cref="ZIM.ActiveCalls"/>.
/// </summary>
public sealed record ZIMActiveCall
{
    /// <summary>The call's name.</summary>
    public required string CallID { get; init; }

    /// <summary>What the call can do.</summary>
    public required ZIMCallInvitationMode Mode { get; init; }

    /// <summary>The user who created the call.</summary>
    public required string Caller { get; init; }

    /// <summary>The user who invited this instance's user; "" when nobody did, as for the caller.</summary>
    public required string Inviter { get; init; }

    /// <summary>How this instance's user stands in the call.</summary>
    public required ZIMCallUserState OwnState { get; init; }

    /// <summary>
    /// How long this instance's user still had to answer when the snapshot was taken, zero or more, by the server's deadline (R-DEL-2);
    /// null when the user is not being asked.
    /// </summary>
    public TimeSpan? RingTimeLeft { get; init; }

    /// <summary>When the call was created, by the server's clock.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the caller gave when it created the call; "" when nothing.</summary>
    public string ExtendedData { get; init; } = "";

    /// <summary>All members, the caller included, in the order in which they became members.</summary>
    public required ImmutableArray<ZIMCallMember> Members { get; init; }
}
