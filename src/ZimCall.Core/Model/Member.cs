namespace ZimCall.Core;

/// <summary>A user who is or was in a call, as it stands at one revision. Times are Unix milliseconds, 0 for none.</summary>
public sealed record Member
{
    /// <summary>The user.</summary>
    public required string UserId { get; init; }

    /// <summary>What the member is now.</summary>
    public required MemberState State { get; init; }

    /// <summary>Who invited the member last; empty for the caller and for those who joined uninvited.</summary>
    public string Inviter { get; init; } = "";

    /// <summary>What the member's last operation on the call carried (accept, reject, join, quit).</summary>
    public string ExtendedData { get; init; } = "";

    /// <summary>The call's revision at which this member last changed visibly.</summary>
    public long Revision { get; init; }

    /// <summary>The call's revision at which the member was last invited; 0 for never.</summary>
    public long InvitedRevision { get; init; }

    /// <summary>Whether the last invitation went out by push too: then it is withdrawn there when it is over (R-DEL-5).</summary>
    public bool WasPushed { get; init; }

    /// <summary>While pending: when the invitation runs out. The deadline decides, not a timer (R-ACC-4).</summary>
    public long Deadline { get; init; }

    /// <summary>While Inviting with the delivery check on: when the member becomes NotYetReceived (R-NYR).</summary>
    public long ReceiptCheckAt { get; init; }

    /// <summary>When the member last accepted or joined; for the caller, when it created the call.</summary>
    public long AcceptTime { get; init; }

    /// <summary>When the member quit.</summary>
    public long QuitTime { get; init; }

    /// <summary>The device that created, accepted or joined the call; empty while that has not happened.</summary>
    public string PrimaryDevice { get; init; } = "";

    /// <summary>While in the call without a device online: when the member becomes Quit (R-GONE-2).</summary>
    public long AbsenceEndsAt { get; init; }

    /// <summary>How the invitation was withdrawn, when it was.</summary>
    public Withdrawal? Withdrawal { get; init; }

    /// <summary>Invited and not answered.</summary>
    public bool IsPending => State.IsPending();

    /// <summary>The next time at which something becomes due for this member; <see cref="long.MaxValue"/> for never.</summary>
    public long NextDeadline
    {
        get
        {
            if (IsPending)
            {
                return State == MemberState.Inviting && ReceiptCheckAt != 0 ? Math.Min(Deadline, ReceiptCheckAt) : Deadline;
            }

            return State == MemberState.Accepted && AbsenceEndsAt != 0 ? AbsenceEndsAt : long.MaxValue;
        }
    }
}
