using ZimCall.Load.Report;

namespace ZimCall.Load.Flow;

/// <summary>One round of calls, of one build of the server.</summary>
internal sealed record FlowResult
{
    public required string Server { get; init; }

    public required double CallsPerSecond { get; init; }

    public required double OperationsPerSecond { get; init; }

    public required double FramesPerCall { get; init; }

    public required Quantiles InviteToReceived { get; init; }

    public required Quantiles AcceptToSeen { get; init; }

    public required Quantiles Lateness { get; init; }

    public required IReadOnlyDictionary<string, int> Failures { get; init; }

    /// <summary>The server's processor time for each call, in microseconds; 0 when it does not say.</summary>
    public required double CpuPerCall { get; init; }

    /// <summary>What the server allocates for each call; 0 when it does not say.</summary>
    public required double BytesPerCall { get; init; }

    public required double PrivateMegabytes { get; init; }
}
