namespace ZimCall.Server;

/// <summary>A login that was found good.</summary>
/// <param name="User">The user.</param>
/// <param name="TokenExpiry">When the session has to end without a new token, Unix milliseconds; long.MaxValue for never.</param>
internal readonly record struct LoginGrant(UserKey User, long TokenExpiry);
