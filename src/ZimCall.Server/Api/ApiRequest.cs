namespace ZimCall.Server.Api;

/// <summary>A request that is known to come from the app's business server.</summary>
/// <param name="AppId">The app.</param>
/// <param name="Action">What is asked for.</param>
/// <param name="Parameters">With what.</param>
internal sealed record ApiRequest(uint AppId, string Action, ApiParameters Parameters);
