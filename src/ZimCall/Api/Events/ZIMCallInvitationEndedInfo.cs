namespace ZimCall;

/// <summary>What <see cref="ZIM.OnCallInvitationEnded"/> tells.</summary>
public sealed class ZIMCallInvitationEndedInfo
{
    /// <summary>The user who created the call.</summary>
    public string caller = "";

    /// <summary>The user who ended the call.</summary>
    public string operatedUserID = "";

    /// <summary>What that user gave with it.</summary>
    public string extendedData = "";

    /// <summary>What the call can do.</summary>
    public ZIMCallInvitationMode mode = ZIMCallInvitationMode.Unknown;

    /// <summary>When the call ended, in milliseconds of Unix time by the server's clock.</summary>
    public long endTime;
}
