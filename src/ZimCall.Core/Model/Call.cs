using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// One call invitation as it stands at one revision: an immutable snapshot. Times are Unix milliseconds, 0 for none.
/// </summary>
public sealed record Call
{
    /// <summary>The most members that may be pending or Accepted at once (R-CIN-3).</summary>
    public const int Capacity = 10;

    /// <summary>The call's name within its app.</summary>
    public required string CallId { get; init; }

    /// <summary>The user who created the call; always a member.</summary>
    public required string Caller { get; init; }

    /// <summary>General or Advanced.</summary>
    public required CallMode Mode { get; init; }

    /// <summary>What CallInvite carried.</summary>
    public string ExtendedData { get; init; } = "";

    /// <summary>How long an invitation of this call rings, in seconds.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>Whether undelivered invitations become NotYetReceived (R-NYR).</summary>
    public bool ChecksReceipt { get; init; }

    /// <summary>When the call was created.</summary>
    public required long CreateTime { get; init; }

    /// <summary>Grows by one at each change (R-REC-1); 1 after creation.</summary>
    public required long Revision { get; init; }

    /// <summary>All who are or were in the call, the caller first, in the order they became members.</summary>
    public required ImmutableArray<Member> Members { get; init; }

    /// <summary>Why the call is over; None while it goes on.</summary>
    public EndReason EndReason { get; init; }

    /// <summary>When the call ended.</summary>
    public long EndTime { get; init; }

    /// <summary>Who ended or cancelled the call; empty when nobody did.</summary>
    public string EndedBy { get; init; } = "";

    /// <summary>What the CallEnd, or the CallCancel of the whole call, carried.</summary>
    public string EndData { get; init; } = "";

    /// <summary>Whether the call goes on.</summary>
    public CallState State => EndReason == EndReason.None ? CallState.Started : CallState.Ended;

    /// <summary>
    /// The next time at which the call changes by itself; <see cref="long.MaxValue"/> for never. Whoever holds the
    /// call wakes then; waking late changes nothing but when people hear of it.
    /// </summary>
    public long NextDeadline
    {
        get
        {
            var next = long.MaxValue;
            if (State == CallState.Started)
            {
                foreach (var member in Members)
                {
                    next = Math.Min(next, member.NextDeadline);
                }
            }

            return next;
        }
    }

    /// <summary>The place of a user among the members; −1 when it is none.</summary>
    public int IndexOf(string userId)
    {
        for (var i = 0; i < Members.Length; i++)
        {
            if (Members[i].UserId == userId)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The member of that name, or null.</summary>
    public Member? Find(string userId) => IndexOf(userId) is >= 0 and var index ? Members[index] : null;

    /// <summary>A member of that name, looked for first where a call of another revision has it: members mostly keep their places.</summary>
    public Member? Find(string userId, int place) =>
        place < Members.Length && Members[place].UserId == userId ? Members[place] : Find(userId);

    /// <summary>How many members are pending or Accepted.</summary>
    public int ActiveCount
    {
        get
        {
            var count = 0;
            foreach (var member in Members)
            {
                count += member.State.IsActive() ? 1 : 0;
            }

            return count;
        }
    }

    /// <summary>Whether somebody is pending.</summary>
    public bool HasPending
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.IsPending)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether anybody is Accepted, one user left out of account.</summary>
    public bool HasAcceptedBeside(string? userId)
    {
        foreach (var member in Members)
        {
            if (member.State == MemberState.Accepted && member.UserId != userId)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a device goes on hearing of this call: every device of a pending member, the primary device of one who
    /// is in the call (R-DEV-2).
    /// </summary>
    public bool IsFollowedBy(string userId, string deviceId) =>
        State == CallState.Started && Find(userId) is { } member
        && (member.IsPending || (member.State == MemberState.Accepted && member.PrimaryDevice == deviceId));
}
