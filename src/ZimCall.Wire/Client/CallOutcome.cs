namespace ZimCall.Wire;

/// <summary>How a call ended, for the client.</summary>
internal sealed record CallOutcome(RpcStatus Status, IReadOnlyDictionary<string, string> Trailers, Exception? Cause)
{
    public void ThrowUnlessOk()
    {
        if (Status.Code != RpcStatusCode.Ok)
        {
            throw new RpcException(Status, Trailers, Cause);
        }
    }
}
