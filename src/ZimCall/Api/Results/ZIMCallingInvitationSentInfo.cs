namespace ZimCall;

/// <summary>What the callback of <see cref="ZIM.CallingInvite"/> is given.</summary>
public sealed class ZIMCallingInvitationSentInfo
{
    /// <summary>Invitees that were left out, and why; empty when all were invited (R-INV-5, R-CIN-2).</summary>
    public List<ZIMErrorUserInfo> errorUserList = [];
}
