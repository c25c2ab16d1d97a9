using ZimCall.Server;

namespace ZimCall.Storage.Writing;

/// <summary>What the contract of <see cref="ICallStore"/> says to a commit, by what the database holds.</summary>
internal static class Verdict
{
    /// <param name="commit">The commit.</param>
    /// <param name="isReceiptKnown">Whether its receipt is stored.</param>
    /// <param name="stored">The call's row; null when there is none.</param>
    /// <param name="isCallerElsewhere">Whether the caller is in another call; asked only where it matters.</param>
    public static CommitResult On(CallCommit commit, bool isReceiptKnown, StoredRow? stored, Func<bool> isCallerElsewhere)
    {
        if (isReceiptKnown)
        {
            return CommitResult.AlreadyDone;
        }

        if (commit.ExpectedRevision != 0)
        {
            return stored?.Revision == commit.ExpectedRevision ? CommitResult.Committed : CommitResult.Conflict;
        }

        if (commit.CallerMustBeFree && isCallerElsewhere())
        {
            return CommitResult.CallerIsInACall;
        }

        return stored is null ? CommitResult.Committed : CommitResult.Conflict;
    }
}
