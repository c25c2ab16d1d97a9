using System.Diagnostics;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// The traces of the source <c>ZimCall.Server</c>: an operation is a part of what the client did it for, and whoever is told
/// of its steps takes the trace on.
/// </summary>
internal static class ServerTraces
{
    public const string SourceName = "ZimCall.Server";

    private static readonly ActivitySource Source = new(SourceName, typeof(ServerTraces).Assembly.GetName().Version?.ToString(3));

    /// <summary>The traceparent of the operation that is being carried out; empty when it is not traced.</summary>
    public static string Current =>
        Source.HasListeners() && Activity.Current is { } activity && activity.Source == Source ? activity.Id ?? "" : "";

    /// <summary>Begins a client's operation.</summary>
    /// <returns>The activity, which is the current one now; null when nobody wants it.</returns>
    public static Activity? Start(Request request) =>
        Source.HasListeners() ? Start(request.OperationCase.ToString(), request.Traceparent) : null;

    /// <summary>Begins an operation that a traceparent names the reason of.</summary>
    /// <returns>The activity, which is the current one now; null when nobody wants it.</returns>
    public static Activity? Start(string operation, string traceparent) =>
        Source.HasListeners() ? Source.StartIn(operation, ActivityKind.Server, TraceContext.Read(traceparent)) : null;

    /// <summary>Notes how it was answered; 0 is success.</summary>
    public static void Answered(this Activity activity, int code)
    {
        activity.SetTag("zimcall.code", code);
        if (code != 0)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }
    }
}
