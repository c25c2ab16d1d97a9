using ZimCall.Testing;

namespace ZimCall.Extensions.Tests.Support;

/// <summary>Puts a container's instances onto a backend in virtual time, and knows them in the order in which they were made.</summary>
internal sealed class TestZimFactory(ZimTestBackend backend) : IZimFactory
{
    public List<(ZIM Zim, ZIMOptions Options)> Made { get; } = [];

    public ZIM Create(ZIMOptions options)
    {
        var zim = backend.CreateZim(
            options.DeviceId, test => options with { DeviceId = test.DeviceId, TimeProvider = test.TimeProvider, SynchronizationContext = test.SynchronizationContext });
        Made.Add((zim, options));
        return zim;
    }
}
