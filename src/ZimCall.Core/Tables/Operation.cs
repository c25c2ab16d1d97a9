namespace ZimCall.Core;

/// <summary>What a user can do to a call. The names are ZIM's.</summary>
public enum Operation
{
    /// <summary>Create a call and invite its first members.</summary>
    CallInvite,

    /// <summary>Withdraw invitations.</summary>
    CallCancel,

    /// <summary>Answer yes.</summary>
    CallAccept,

    /// <summary>Answer no.</summary>
    CallReject,

    /// <summary>Invite more members into an Advanced call.</summary>
    CallingInvite,

    /// <summary>Enter an Advanced call by its callID, or move it to this device.</summary>
    CallJoin,

    /// <summary>Leave an Advanced call.</summary>
    CallQuit,

    /// <summary>End an Advanced call for everybody.</summary>
    CallEnd,

    /// <summary>List the calls the user is or was a member of.</summary>
    QueryCallInvitationList,
}
