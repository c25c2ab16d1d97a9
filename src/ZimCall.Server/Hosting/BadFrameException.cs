using ZimCall.Wire;

namespace ZimCall.Server;

/// <summary>A client sent what is no frame: malformed, cut short, compressed or too large. Its stream cannot be read on.</summary>
internal sealed class BadFrameException(RpcException cause) : Exception(cause.Status.Message, cause)
{
    public RpcStatusCode Status => cause.Status.Code;
}
