namespace ZimCall;

/// <summary>What <see cref="ZIM.CallInviteAsync"/> returns: the callID and what <see cref="ZIMCallInvitationSentInfo"/> has.</summary>
public sealed class ZIMCallInvitationSentResult
{
    /// <summary>The call's name.</summary>
    public string callID = "";

    /// <summary>How long the invitees are rung, in seconds (R-INV-3).</summary>
    public int timeout;

    /// <summary>Invitees that were left out, and why; empty when all were invited (R-INV-5, R-CIN-2).</summary>
    public List<ZIMErrorUserInfo> errorUserList = [];

    internal ZIMCallInvitationSentInfo ToInfo() => new() { timeout = timeout, errorUserList = errorUserList };
}
