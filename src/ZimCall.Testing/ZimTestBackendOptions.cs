using Microsoft.Extensions.Logging;
using ZimCall.Server;

namespace ZimCall.Testing;

/// <summary>How a <see cref="ZimTestBackend"/> behaves.</summary>
public sealed record ZimTestBackendOptions
{
    /// <summary>
    /// Decides the order in which things that happen at the same moment happen, and everything else that is random, callIDs
    /// included: the same seed gives the same run, if the test waits for each thing before it does the next, or begins them in
    /// one <see cref="ZimTestBackend.AtOnceAsync"/>. Default null: first come, first served.
    /// </summary>
    public int? Seed { get; init; }

    /// <summary>Changes the server's options before it starts; the one app is there already.</summary>
    public Action<ZimCallServerOptions>? ConfigureServer { get; init; }

    /// <summary>The time at which the clock stands at first. Default 2030-01-01T00:00:00Z.</summary>
    public DateTimeOffset Start { get; init; } = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Of how many nodes the backend consists: servers that share a store. Devices are spread over them. Default 1.
    /// </summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Where the server and the instances log; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Where the server's pushes to users without a device online go (R-DEL-5); null for nowhere.</summary>
    public IPushGateway? PushGateway { get; init; }

    /// <summary>Brings callbacks to their receivers; null for HTTP, in real time.</summary>
    internal ICallbackSender? CallbackSender { get; init; }

    /// <summary>Puts something between the server and its store, to watch or to fail it.</summary>
    internal Func<ICallStore, ICallStore>? WrapStore { get; init; }

    /// <summary>Puts something between the nodes and their directory.</summary>
    internal Func<INodeDirectory, INodeDirectory>? WrapDirectory { get; init; }
}
