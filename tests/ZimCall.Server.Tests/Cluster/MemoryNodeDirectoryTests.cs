using ZimCall.Testing;

namespace ZimCall.Server.Tests.Cluster;

/// <summary>The contract of every directory, in memory.</summary>
public sealed class MemoryNodeDirectoryTests : NodeDirectoryContract
{
    protected override Task<INodeDirectory> OpenAsync() =>
        Task.FromResult<INodeDirectory>(new MemoryNodeDirectory(new VirtualTime(DateTimeOffset.UnixEpoch)));

    protected override Task CloseAsync(INodeDirectory directory) => Task.CompletedTask;
}
