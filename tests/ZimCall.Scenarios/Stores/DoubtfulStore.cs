using ZimCall.Server;

namespace ZimCall.Scenarios.Stores;

/// <summary>A store that carries out commits and cannot say so at times, as when a connection is cut in the middle of one.</summary>
internal sealed class DoubtfulStore(ICallStore inner) : PassingStore(inner)
{
    /// <summary>Whether the answers to commits are lost.</summary>
    public bool LosesAnswers { get; set; }

    public override async ValueTask<CommitResult> CommitAsync(CallCommit commit, CancellationToken cancellationToken)
    {
        var result = await base.CommitAsync(commit, cancellationToken);
        return LosesAnswers ? throw new CallStoreException("the connection was cut") : result;
    }
}
