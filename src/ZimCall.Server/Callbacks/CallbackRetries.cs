namespace ZimCall.Server;

/// <summary>When a callback that failed is tried again: 2, 4, 8, 16 and 32 seconds after one another.</summary>
internal static class CallbackRetries
{
    public const int Count = 5;

    /// <summary>What becomes of a callback.</summary>
    /// <param name="callback">The callback, as it was taken.</param>
    /// <param name="isDelivered">Whether the receiver has it.</param>
    /// <param name="now">The time, Unix milliseconds.</param>
    public static CallbackSettlement Settle(StoredCallback callback, bool isDelivered, long now) =>
        isDelivered ? new CallbackSettlement(callback, CallbackOutcome.Delivered)
        : callback.Attempts >= Count ? new CallbackSettlement(callback, CallbackOutcome.Dead)
        : new CallbackSettlement(callback, CallbackOutcome.Retry, now + (2000L << callback.Attempts));
}
