namespace ZimCall;

/// <summary>What the deprecated OnCallInvitationRejected tells.</summary>
public sealed class ZIMCallInvitationRejectedInfo
{
    /// <summary>The user who declined.</summary>
    public string invitee = "";

    /// <summary>What that user gave with it.</summary>
    public string extendedData = "";
}
