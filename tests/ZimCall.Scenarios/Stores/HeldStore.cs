using ZimCall.Server;

namespace ZimCall.Scenarios.Stores;

/// <summary>A store that takes its time with new calls, until it is told to go on.</summary>
internal sealed class HeldStore(ICallStore inner) : PassingStore(inner)
{
    private readonly TaskCompletionSource _goOn = new();

    public void GoOn() => _goOn.TrySetResult();

    public override async ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken)
    {
        if (commit.ExpectedRevision == 0 && commit.Call.ExtendedData == "held")
        {
            await _goOn.Task;
        }

        return await base.CommitAsync(commit, cancellationToken);
    }
}
