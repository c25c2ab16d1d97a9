namespace ZimCall.Wire;

/// <summary>The status codes of gRPC; the numbers are the ones that travel in <c>grpc-status</c>.</summary>
public enum RpcStatusCode
{
    /// <summary>The call succeeded.</summary>
    Ok = 0,

    /// <summary>The call was cancelled, as a rule by its caller.</summary>
    Cancelled = 1,

    /// <summary>An error that carries no better code.</summary>
    Unknown = 2,

    /// <summary>The caller sent something that no state of the server could make right.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the call had ended.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be created exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or limit is used up: message size, queue, rate.</summary>
    ResourceExhausted = 8,

    /// <summary>The server is not in the state that the call needs.</summary>
    FailedPrecondition = 9,

    /// <summary>The call lost against a concurrent one.</summary>
    Aborted = 10,

    /// <summary>The call went past a valid range.</summary>
    OutOfRange = 11,

    /// <summary>The server does not know this method, or this encoding.</summary>
    Unimplemented = 12,

    /// <summary>Something that must hold does not: malformed frames, malformed messages.</summary>
    Internal = 13,

    /// <summary>The server cannot be reached, or the connection broke; trying again may help.</summary>
    Unavailable = 14,

    /// <summary>Data was lost beyond repair.</summary>
    DataLoss = 15,

    /// <summary>The caller has no valid credentials.</summary>
    Unauthenticated = 16,
}
