namespace ZimCall;

/// <summary>How an instance stands with its server (R-LOG-1).</summary>
public enum ZIMConnectionState
{
    /// <summary>Not logged in, and not trying to be. Every new instance starts here.</summary>
    Disconnected = 0,

    /// <summary>A login is under way.</summary>
    Connecting = 1,

    /// <summary>Logged in; events come as they happen.</summary>
    Connected = 2,

    /// <summary>The connection broke and is being made again. The session goes on and misses nothing (R-GONE-4, R-REC-2).</summary>
    Reconnecting = 3,
}
