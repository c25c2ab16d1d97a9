using ZimCall.Transport;

namespace ZimCall.Session;

/// <summary>What an engine runs on; the defaults but in tests.</summary>
internal sealed record ZimRuntime
{
    /// <summary>How the backend is reached.</summary>
    public required IClientTransport Transport { get; init; }

    /// <summary>Runs the session; never the app's handlers.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>The randomness of callIDs, instance ids and waits.</summary>
    public required IRandomSource Random { get; init; }
}
