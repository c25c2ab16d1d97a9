namespace ZimCall;

/// <summary>What the callback of <see cref="ZIM.CallInvite"/> is given.</summary>
public sealed class ZIMCallInvitationSentInfo
{
    /// <summary>How long the invitees are rung, in seconds (R-INV-3).</summary>
    public int timeout;

    /// <summary>Invitees that were left out, and why; empty when all were invited (R-INV-5, R-CIN-2).</summary>
    public List<ZIMErrorUserInfo> errorUserList = [];

    /// <summary>The users of <see cref="errorUserList"/> without the reason.</summary>
    [Obsolete("Use errorUserList, which says why each was left out.")]
    public List<ZIMCallUserInfo> errorInvitees => errorUserList.ConvertAll(user => new ZIMCallUserInfo { userID = user.userID });
}
