namespace ZimCall.Server;

/// <summary>What came of a try to deliver a callback.</summary>
/// <param name="Callback">The callback, as it was taken.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="RetryAt">With <see cref="CallbackOutcome.Retry"/>: when to try again, Unix milliseconds.</param>
public sealed record CallbackSettlement(StoredCallback Callback, CallbackOutcome Outcome, long RetryAt = 0);
