using ZimCall.Transport;
using ZimCall.Wire;

namespace ZimCall.Session;

/// <summary>Makes the engine of a <see cref="ZIM"/>, from options that are checked and complete.</summary>
internal static class ZimEngineFactory
{
    public static IZimEngine Create(ZIMOptions options, IZimEvents events) => new ZimEngine(options, events, new ZimRuntime
    {
        Transport = new GrpcTransport(options.ServerAddress!, new RpcChannelOptions
        {
            MaxReceiveMessageBytes = options.MaxFrameBytes,
            ConnectTimeout = options.LoginTimeout,
        }),
        Random = CryptoRandomSource.Instance,
    });
}
