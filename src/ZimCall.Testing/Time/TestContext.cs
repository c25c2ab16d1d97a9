namespace ZimCall.Testing;

/// <summary>
/// Where the handlers of one instance run: on the thread pool, so that they may block, and counted among what is under way.
/// </summary>
internal sealed class TestContext(Activity activity) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state)
    {
        activity.Enter();
        ThreadPool.UnsafeQueueUserWorkItem(
            static work =>
            {
                var before = Current;
                SetSynchronizationContext(work.Context);
                try
                {
                    work.Callback(work.State);
                }
                finally
                {
                    SetSynchronizationContext(before);
                    work.Context.Done();
                }
            },
            (Context: this, Callback: d, State: state),
            preferLocal: false);
    }

    public override SynchronizationContext CreateCopy() => this;

    private void Done() => activity.Exit();
}
