namespace ZimCall.Server;

/// <summary>A call, named within the app it belongs to.</summary>
/// <param name="AppId">The app.</param>
/// <param name="CallId">The call.</param>
public readonly record struct CallKey(uint AppId, string CallId);
