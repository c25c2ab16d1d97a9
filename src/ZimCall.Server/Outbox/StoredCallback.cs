namespace ZimCall.Server;

/// <summary>A callback as it lies in the outbox.</summary>
/// <param name="Sequence">Its place; grows within a lane.</param>
/// <param name="Callback">The callback.</param>
/// <param name="Attempts">How often it was tried in vain.</param>
public sealed record StoredCallback(long Sequence, OutgoingCallback Callback, int Attempts);
