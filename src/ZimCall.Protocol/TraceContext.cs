using System.Diagnostics;

namespace ZimCall.Protocol;

/// <summary>Traces on the wire: W3C's traceparent.</summary>
public static class TraceContext
{
    /// <summary>What a traceparent names; nothing when it is empty or malformed.</summary>
    public static ActivityContext Read(string traceparent) =>
        ActivityContext.TryParse(traceparent, traceState: null, isRemote: true, out var context) ? context : default;

    /// <summary>
    /// Starts an activity as the child of what was named, or as the first of a trace when nothing was; never of what the
    /// thread happens to be doing.
    /// </summary>
    /// <returns>The activity, which is the current one now; null when nobody wants it.</returns>
    public static Activity? StartIn(this ActivitySource source, string name, ActivityKind kind, ActivityContext parent)
    {
        Activity.Current = null;
        return source.StartActivity(name, kind, parent);
    }
}
