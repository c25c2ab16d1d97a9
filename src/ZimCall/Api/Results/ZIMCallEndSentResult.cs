namespace ZimCall;

/// <summary>What <see cref="ZIM.CallEndAsync"/> returns: the callID and what <see cref="ZIMCallEndedSentInfo"/> has.</summary>
public sealed class ZIMCallEndSentResult
{
    /// <summary>The call's name.</summary>
    public string callID = "";

    /// <summary>When the call was created, in milliseconds of Unix time by the server's clock.</summary>
    public long createTime;

    /// <summary>When the user accepted, in milliseconds of Unix time by the server's clock; for the caller, when the call was created.</summary>
    public long acceptTime;

    /// <summary>When the call ended, in milliseconds of Unix time by the server's clock.</summary>
    public long endTime;

    internal ZIMCallEndedSentInfo ToInfo() => new() { createTime = createTime, acceptTime = acceptTime, endTime = endTime };
}
