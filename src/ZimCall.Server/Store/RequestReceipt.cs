namespace ZimCall.Server;

/// <summary>
/// That a client's request was carried out, and what it was answered: stored with what the request changed, so that a copy of
/// it that reaches another process, or this one after a restart, is answered and changes nothing (R-IDEM-4).
/// </summary>
/// <param name="User">Whose request it was.</param>
/// <param name="InstanceId">The client instance that sent it.</param>
/// <param name="RequestId">The request's number within that instance.</param>
/// <param name="Reply">The answer, as it went out. The store does not look into it.</param>
public sealed record RequestReceipt(UserKey User, string InstanceId, ulong RequestId, ReadOnlyMemory<byte> Reply)
{
    /// <summary>How long receipts are kept: longer than any client goes on repeating a request.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromMinutes(10);
}
