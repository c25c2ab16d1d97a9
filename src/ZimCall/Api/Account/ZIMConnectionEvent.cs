namespace ZimCall;

/// <summary>What moved an instance to its present <see cref="ZIMConnectionState"/> (R-LOG-1).</summary>
public enum ZIMConnectionEvent
{
    /// <summary>It was done: the connection was made, or the user logged out.</summary>
    Success = 0,

    /// <summary>The app asked for it, by logging in; with Disconnected: and the server refused.</summary>
    ActiveLogin = 1,

    /// <summary>The server could not be reached in time and the instance gave up.</summary>
    LoginTimeout = 2,

    /// <summary>An existing connection broke.</summary>
    LoginInterrupted = 3,

    /// <summary>Another device of the user took this one's place (R-DEV-1).</summary>
    KickedOut = 4,

    /// <summary>The token ran out and was not renewed (R-LOG-3).</summary>
    TokenExpired = 5,
}
