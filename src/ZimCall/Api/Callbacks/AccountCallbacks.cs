namespace ZimCall;

/// <summary>How a login came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMLoggedInCallback(ZIMError errorInfo);

/// <summary>How <see cref="ZIM.RenewToken"/> came out. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="token">The token that was given.</param>
/// <param name="errorInfo"><see cref="ZIMErrorCode.Success"/>, or why it failed.</param>
public delegate void ZIMTokenRenewedCallback(string token, ZIMError errorInfo);
