namespace ZimCall;

/// <summary>What <see cref="ZIM.QueryCallInvitationListAsync"/> returns: one page of the user's calls (R-QRY).</summary>
public sealed class ZIMCallInvitationListQueriedResult
{
    /// <summary>The page's calls, the newest first.</summary>
    public List<ZIMCallInfo> callList = [];

    /// <summary>What to ask for the next page with; 0 when this was the last.</summary>
    public long nextFlag;
}
