namespace ZimCall;

/// <summary>What <see cref="ZIM.CallingInviteAsync"/> returns: the callID and what <see cref="ZIMCallingInvitationSentInfo"/> has.</summary>
public sealed class ZIMCallingInvitationSentResult
{
    /// <summary>The call's name.</summary>
    public string callID = "";

    /// <summary>Invitees that were left out, and why; empty when all were invited (R-INV-5, R-CIN-2).</summary>
    public List<ZIMErrorUserInfo> errorUserList = [];

    internal ZIMCallingInvitationSentInfo ToInfo() => new() { errorUserList = errorUserList };
}
