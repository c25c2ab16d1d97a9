using System.Diagnostics;
using ZimCall.Protocol;

namespace ZimCall.Telemetry;

/// <summary>
/// The traces of the source <c>ZimCall</c>: an operation, as a part of what the app does; an event, as a part of the operation
/// that caused it, whoever asked for that.
/// </summary>
internal static class ClientTraces
{
    public const string SourceName = "ZimCall";

    /// <summary>What the event that this thread is raising was caused by; handlers are called one at a time on one thread.</summary>
    [ThreadStatic]
    private static ActivityContext cause;

    public static ActivitySource Source { get; } = new(SourceName, ZIM.GetVersion());

    /// <summary>What the app is doing here and now.</summary>
    public static ActivityContext Here => Source.HasListeners() ? Activity.Current?.Context ?? default : default;

    /// <summary>Raises an event as a part of what caused it.</summary>
    public static void RunFor(string traceparent, Action raise)
    {
        cause = TraceContext.Read(traceparent);
        try
        {
            raise();
        }
        finally
        {
            cause = default;
        }
    }

    /// <summary>The activity of an event's handlers; null when it has no trace, or nobody wants it.</summary>
    public static Activity? StartEvent(string name) =>
        cause != default && Source.HasListeners() ? Source.StartActivity(name, ActivityKind.Consumer, cause) : null;
}
