namespace ZimCall.Core;

/// <summary>The call events of the API. The names are ZIM's, without the leading "On".</summary>
public enum EventKind
{
    /// <summary>A call was created by this user.</summary>
    CallInvitationCreated,

    /// <summary>An invitation rings.</summary>
    CallInvitationReceived,

    /// <summary>Members changed.</summary>
    CallUserStateChanged,

    /// <summary>An invitation was withdrawn.</summary>
    CallInvitationCancelled,

    /// <summary>An invitation ran out.</summary>
    CallInvitationTimeout,

    /// <summary>A member ended the call.</summary>
    CallInvitationEnded,
}
