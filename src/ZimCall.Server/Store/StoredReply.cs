namespace ZimCall.Server;

/// <summary>What a request was answered.</summary>
/// <param name="RequestId">The request's number within its client instance.</param>
/// <param name="Reply">The answer, as it was stored with its <see cref="RequestReceipt"/>.</param>
public readonly record struct StoredReply(ulong RequestId, ReadOnlyMemory<byte> Reply);
