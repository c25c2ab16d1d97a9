using System.Collections.Concurrent;
using System.Diagnostics;

namespace ZimCall.Scenarios.Observing;

/// <summary>Listens to the traces of client and server, and keeps what is over.</summary>
internal sealed class TraceWatch : IDisposable
{
    private readonly ConcurrentQueue<Activity> _over = new();
    private readonly ActivityListener _listener;

    /// <param name="sources">The sources to listen to; none for both.</param>
    public TraceWatch(params string[] sources)
    {
        sources = sources.Length > 0 ? sources : ["ZimCall", "ZimCall.Server"];
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _over.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The only one of a source and a name.</summary>
    public Activity Single(string source, string name) =>
        _over.Where(activity => activity.Source.Name == source && activity.OperationName == name).Should().ContainSingle($"{source} {name}").Which;

    public IEnumerable<Activity> Of(string name) => _over.Where(activity => activity.OperationName == name);

    public void Dispose() => _listener.Dispose();
}
