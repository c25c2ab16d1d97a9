namespace ZimCall.Server;

/// <summary>The end of an invitation that was pushed.</summary>
/// <param name="AppId">The app.</param>
/// <param name="UserId">Whose invitation it was.</param>
/// <param name="CallId">The call.</param>
/// <param name="Reason">Why it rings no more.</param>
public sealed record PushWithdrawal(uint AppId, string UserId, string CallId, PushWithdrawalReason Reason);
