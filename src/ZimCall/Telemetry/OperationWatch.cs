using System.Diagnostics;
using ZimCall.Protocol;

namespace ZimCall.Telemetry;

/// <summary>An operation that somebody watches: how long it takes, and what it is a part of.</summary>
internal sealed class OperationWatch
{
    private readonly string _operation;
    private readonly Activity? _activity;
    private readonly TimeProvider _time;
    private readonly long _start;

    private OperationWatch(string operation, Activity? activity, TimeProvider time)
    {
        (_operation, _activity, _time) = (operation, activity, time);
        _start = time.GetTimestamp();
    }

    /// <summary>Begins to watch, and puts the trace into the request; null when nobody is interested.</summary>
    /// <param name="request">The request, which is not sent yet.</param>
    /// <param name="parent">What the app does it for.</param>
    /// <param name="time">Its clock.</param>
    public static OperationWatch? Start(Request request, ActivityContext parent, TimeProvider time)
    {
        var operation = request.OperationCase.ToString();
        var activity = ClientTraces.Source.HasListeners() ? StartActivity(operation, parent) : null;
        if (activity is null && !ClientMetrics.TimesOperations)
        {
            return null;
        }

        request.Traceparent = activity?.Id ?? "";
        return new OperationWatch(operation, activity, time);
    }

    /// <summary>It was answered.</summary>
    public void End(ZIMErrorCode code)
    {
        if (ClientMetrics.TimesOperations)
        {
            ClientMetrics.Answered(_operation, _time.GetElapsedTime(_start), code);
        }

        if (_activity is not null)
        {
            _activity.SetTag("zimcall.code", (int)code);
            if (code != ZIMErrorCode.Success)
            {
                _activity.SetStatus(ActivityStatusCode.Error);
            }

            var here = Activity.Current;
            _activity.Dispose();
            Activity.Current = here;
        }
    }

    /// <summary>It is over when the answer comes; until then this thread does other things, which are no part of it.</summary>
    private static Activity? StartActivity(string operation, ActivityContext parent)
    {
        var here = Activity.Current;
        var activity = ClientTraces.Source.StartIn(operation, ActivityKind.Client, parent);
        Activity.Current = here;
        return activity;
    }
}
