namespace ZimCall.Server;

/// <summary>A call that something is about to happen to.</summary>
/// <param name="Key">The call.</param>
/// <param name="Due">When, in Unix milliseconds.</param>
public readonly record struct DueCall(CallKey Key, long Due);
