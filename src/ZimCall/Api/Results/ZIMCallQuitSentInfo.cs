namespace ZimCall;

/// <summary>What the callback of <see cref="ZIM.CallQuit"/> is given.</summary>
public sealed class ZIMCallQuitSentInfo
{
    /// <summary>When the call was created, in milliseconds of Unix time by the server's clock.</summary>
    public long createTime;

    /// <summary>When the user accepted, in milliseconds of Unix time by the server's clock; for the caller, when the call was created.</summary>
    public long acceptTime;

    /// <summary>When the user left, in milliseconds of Unix time by the server's clock.</summary>
    public long quitTime;
}
