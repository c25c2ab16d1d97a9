namespace ZimCall.Wire;

/// <summary>How a call ended.</summary>
/// <param name="Code">The gRPC status code.</param>
/// <param name="Message">Words for a developer; empty where there is nothing to say.</param>
public sealed record RpcStatus(RpcStatusCode Code, string Message)
{
    /// <summary>The status of a call that succeeded.</summary>
    public static RpcStatus Ok { get; } = new(RpcStatusCode.Ok, string.Empty);
}
