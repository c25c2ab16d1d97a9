namespace ZimCall;

/// <content>The events of calls, each in two forms.</content>
public sealed partial class ZIM
{
    /// <summary>
    /// The user created a call, on this device or on another one. It comes after the operation's own result (R-REC-5). The C# event; raised
    /// after <see cref="onCallInvitationCreated"/>.
    /// </summary>
    public event OnCallInvitationCreatedDelegate? OnCallInvitationCreated;

    /// <summary>
    /// The user created a call, on this device or on another one. It comes after the operation's own result (R-REC-5). ZIM's form, to be
    /// set or added to; raised before <see cref="OnCallInvitationCreated"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    public OnCallInvitationCreatedDelegate? onCallInvitationCreated { get; set; }

    /// <summary>
    /// The user is invited to a call. Raised on every device, also on one that logs in while it rings (R-DEL-1, R-DEL-2), and never for an
    /// invitation that is over (R-DEL-3). The C# event; raised after <see cref="onCallInvitationReceived"/>.
    /// </summary>
    public event OnCallInvitationReceivedDelegate? OnCallInvitationReceived;

    /// <summary>
    /// The user is invited to a call. Raised on every device, also on one that logs in while it rings (R-DEL-1, R-DEL-2), and never for an
    /// invitation that is over (R-DEL-3). ZIM's form, to be set or added to; raised before <see cref="OnCallInvitationReceived"/>. Adding
    /// is not atomic: set it up on one thread.
    /// </summary>
    public OnCallInvitationReceivedDelegate? onCallInvitationReceived { get; set; }

    /// <summary>
    /// An invitation of the user was withdrawn (R-CAN, R-GONE-1, R-EMPTY); or the user withdrew invitations on another device. The C#
    /// event; raised after <see cref="onCallInvitationCancelled"/>.
    /// </summary>
    public event OnCallInvitationCancelledDelegate? OnCallInvitationCancelled;

    /// <summary>
    /// An invitation of the user was withdrawn (R-CAN, R-GONE-1, R-EMPTY); or the user withdrew invitations on another device. ZIM's form,
    /// to be set or added to; raised before <see cref="OnCallInvitationCancelled"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    public OnCallInvitationCancelledDelegate? onCallInvitationCancelled { get; set; }

    /// <summary>
    /// The user did not answer an invitation in time. Raised on every device of the user. The C# event; raised after
    /// <see cref="onCallInvitationTimeout"/>.
    /// </summary>
    public event OnCallInvitationTimeoutDelegate? OnCallInvitationTimeout;

    /// <summary>
    /// The user did not answer an invitation in time. Raised on every device of the user. ZIM's form, to be set or added to; raised before
    /// <see cref="OnCallInvitationTimeout"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    public OnCallInvitationTimeoutDelegate? onCallInvitationTimeout { get; set; }

    /// <summary>
    /// An Advanced call that the user is invited to or in was ended (R-END-2). General calls end without it (R-GEN). The C# event; raised
    /// after <see cref="onCallInvitationEnded"/>.
    /// </summary>
    public event OnCallInvitationEndedDelegate? OnCallInvitationEnded;

    /// <summary>
    /// An Advanced call that the user is invited to or in was ended (R-END-2). General calls end without it (R-GEN). ZIM's form, to be set
    /// or added to; raised before <see cref="OnCallInvitationEnded"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    public OnCallInvitationEndedDelegate? onCallInvitationEnded { get; set; }

    /// <summary>
    /// Members of a call that the user is invited to or in changed their state, all that changed in one step at once. The C# event; raised
    /// after <see cref="onCallUserStateChanged"/>.
    /// </summary>
    public event OnCallUserStateChangedDelegate? OnCallUserStateChanged;

    /// <summary>
    /// Members of a call that the user is invited to or in changed their state, all that changed in one step at once. ZIM's form, to be set
    /// or added to; raised before <see cref="OnCallUserStateChanged"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    public OnCallUserStateChangedDelegate? onCallUserStateChanged { get; set; }

    /// <summary>
    /// An invitee accepted; raised on the inviter's primary device together with the state change. The C# event; raised after
    /// <see cref="onCallInvitationAccepted"/>.
    /// </summary>
    [Obsolete("Use OnCallUserStateChanged, which tells it of every member.")]
    public event OnCallInvitationAcceptedDelegate? OnCallInvitationAccepted;

    /// <summary>
    /// An invitee accepted; raised on the inviter's primary device together with the state change. ZIM's form, to be set or added to;
    /// raised before <see cref="OnCallInvitationAccepted"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    [Obsolete("Use onCallUserStateChanged, which tells it of every member.")]
    public OnCallInvitationAcceptedDelegate? onCallInvitationAccepted { get; set; }

    /// <summary>
    /// An invitee declined; raised on the inviter's primary device together with the state change. The C# event; raised after
    /// <see cref="onCallInvitationRejected"/>.
    /// </summary>
    [Obsolete("Use OnCallUserStateChanged, which tells it of every member.")]
    public event OnCallInvitationRejectedDelegate? OnCallInvitationRejected;

    /// <summary>
    /// An invitee declined; raised on the inviter's primary device together with the state change. ZIM's form, to be set or added to;
    /// raised before <see cref="OnCallInvitationRejected"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    [Obsolete("Use onCallUserStateChanged, which tells it of every member.")]
    public OnCallInvitationRejectedDelegate? onCallInvitationRejected { get; set; }

    /// <summary>
    /// Invitees did not answer in time; raised on the inviter's primary device together with the state change. The C# event; raised after
    /// <see cref="onCallInviteesAnsweredTimeout"/>.
    /// </summary>
    [Obsolete("Use OnCallUserStateChanged, which tells it of every member.")]
    public event OnCallInviteesAnsweredTimeoutDelegate? OnCallInviteesAnsweredTimeout;

    /// <summary>
    /// Invitees did not answer in time; raised on the inviter's primary device together with the state change. ZIM's form, to be set or
    /// added to; raised before <see cref="OnCallInviteesAnsweredTimeout"/>. Adding is not atomic: set it up on one thread.
    /// </summary>
    [Obsolete("Use onCallUserStateChanged, which tells it of every member.")]
    public OnCallInviteesAnsweredTimeoutDelegate? onCallInviteesAnsweredTimeout { get; set; }
}
