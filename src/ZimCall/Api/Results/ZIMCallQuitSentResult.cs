namespace ZimCall;

/// <summary>What <see cref="ZIM.CallQuitAsync"/> returns: the callID and what <see cref="ZIMCallQuitSentInfo"/> has.</summary>
public sealed class ZIMCallQuitSentResult
{
    /// <summary>The call's name.</summary>
    public string callID = "";

    /// <summary>When the call was created, in milliseconds of Unix time by the server's clock.</summary>
    public long createTime;

    /// <summary>When the user accepted, in milliseconds of Unix time by the server's clock; for the caller, when the call was created.</summary>
    public long acceptTime;

    /// <summary>When the user left, in milliseconds of Unix time by the server's clock.</summary>
    public long quitTime;

    internal ZIMCallQuitSentInfo ToInfo() => new() { createTime = createTime, acceptTime = acceptTime, quitTime = quitTime };
}
