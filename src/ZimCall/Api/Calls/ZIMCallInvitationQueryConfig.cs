namespace ZimCall;

/// <summary>Which page of the user's calls to return, for <see cref="ZIM.QueryCallInvitationList"/> (R-QRY).</summary>
public sealed class ZIMCallInvitationQueryConfig
{
    /// <summary>How many calls a page has: 1 to 100; more counts as 100, 0 is refused. Required: the default, 0, is not valid.</summary>
    public uint count;

    /// <summary>Where to go on: 0, the default, for the first page, else what the page before returned.</summary>
    public long nextFlag;
}
