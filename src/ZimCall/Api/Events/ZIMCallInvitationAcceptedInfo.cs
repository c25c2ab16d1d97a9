namespace ZimCall;

/// <summary>What the deprecated OnCallInvitationAccepted tells.</summary>
public sealed class ZIMCallInvitationAcceptedInfo
{
    /// <summary>The user who accepted.</summary>
    public string invitee = "";

    /// <summary>What that user gave with it.</summary>
    public string extendedData = "";
}
