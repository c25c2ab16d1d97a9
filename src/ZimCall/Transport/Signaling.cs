using ZimCall.Protocol;
using ZimCall.Wire;

namespace ZimCall.Transport;

/// <summary>The one method of the wire.</summary>
internal static class Signaling
{
    public static RpcMethod<ClientFrame, ServerFrame> Connect { get; } =
        new(SignalingMethod.Service, SignalingMethod.Connect, ClientFrame.Parser, ServerFrame.Parser);
}
