namespace ZimCall.Server;

/// <summary>How a session ended, in the numbers of user_action.</summary>
internal enum UserAction
{
    /// <summary>It began.</summary>
    Online = 0,

    /// <summary>The client logged out.</summary>
    Logout = 1,

    /// <summary>The device fell silent, was kicked out, or its token ran out.</summary>
    Offline = 2,
}
