namespace ZimCall;

/// <summary>Handles <see cref="ZIM.OnConnectionStateChanged"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="state">The state now.</param>
/// <param name="connectionEvent">What moved the instance there.</param>
/// <param name="extendedData">More about it, by name; often empty.</param>
public delegate void OnConnectionStateChangedDelegate(
    ZIM zim, ZIMConnectionState state, ZIMConnectionEvent connectionEvent, Dictionary<string, string> extendedData);

/// <summary>Handles <see cref="ZIM.OnTokenWillExpire"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="second">How long the token still holds, in seconds.</param>
public delegate void OnTokenWillExpireDelegate(ZIM zim, uint second);

/// <summary>Handles <see cref="ZIM.OnError"/>. Called in order with the events, on the instance's SynchronizationContext.</summary>
/// <param name="zim">The instance that raises it.</param>
/// <param name="errorInfo">What went wrong.</param>
public delegate void OnErrorDelegate(ZIM zim, ZIMError errorInfo);
