namespace ZimCall.Server;

/// <summary>A user, named within the app it belongs to.</summary>
/// <param name="AppId">The app.</param>
/// <param name="UserId">The user.</param>
public readonly record struct UserKey(uint AppId, string UserId);
