namespace ZimCall.Session;

/// <summary>What a session is doing.</summary>
internal enum SessionPhase
{
    /// <summary>Nobody is logged in.</summary>
    LoggedOut,

    /// <summary>A connection is being opened.</summary>
    Opening,

    /// <summary>The connection is open; Hello has been sent.</summary>
    Greeting,

    /// <summary>Welcome has come; the rest of the catch-up has not.</summary>
    CatchingUp,

    /// <summary>Requests and updates flow.</summary>
    Serving,

    /// <summary>The connection is lost; the next try waits for its time.</summary>
    BackingOff,

    /// <summary>Logout has been sent; the server's end of the stream is awaited.</summary>
    LoggingOut,
}
