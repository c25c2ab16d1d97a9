using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>A call and the app it belongs to.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Call">The call.</param>
public readonly record struct AppCall(uint AppId, Call Call);
