using System.Collections.ObjectModel;

namespace ZimCall.Wire;

/// <summary>
/// The one exception of this library: a call ended with an error status, whether the peer sent that status or this side found
/// the reason itself (a broken connection, a deadline, a malformed frame).
/// </summary>
public sealed class RpcException : Exception
{
    /// <summary>Creates an exception with the status UNKNOWN and no message.</summary>
    public RpcException()
        : this(new RpcStatus(RpcStatusCode.Unknown, string.Empty))
    {
    }

    /// <summary>Creates an exception with the status UNKNOWN.</summary>
    /// <param name="message">Words for a developer.</param>
    public RpcException(string message)
        : this(new RpcStatus(RpcStatusCode.Unknown, message))
    {
    }

    /// <summary>Creates an exception with the status UNKNOWN.</summary>
    /// <param name="message">Words for a developer.</param>
    /// <param name="innerException">What caused it.</param>
    public RpcException(string message, Exception? innerException)
        : this(new RpcStatus(RpcStatusCode.Unknown, message), innerException: innerException)
    {
    }

    /// <summary>Creates an exception for a status code.</summary>
    /// <param name="code">The status code.</param>
    /// <param name="message">Words for a developer.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public RpcException(RpcStatusCode code, string message, Exception? innerException = null)
        : this(new RpcStatus(code, message), innerException: innerException)
    {
    }

    /// <summary>Creates an exception for a status.</summary>
    /// <param name="status">How the call ended.</param>
    /// <param name="trailers">The trailers that came, or are to go, with the status; keys in lower case.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public RpcException(
        RpcStatus status, IReadOnlyDictionary<string, string>? trailers = null, Exception? innerException = null)
        : base($"{status.Code}: {status.Message}", innerException)
    {
        Status = status;
        Trailers = trailers ?? ReadOnlyDictionary<string, string>.Empty;
    }

    /// <summary>How the call ended.</summary>
    public RpcStatus Status { get; }

    /// <summary>The trailers beside the status; keys in lower case, never null.</summary>
    public IReadOnlyDictionary<string, string> Trailers { get; }
}
