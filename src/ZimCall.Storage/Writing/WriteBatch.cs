using ZimCall.Server;

namespace ZimCall.Storage.Writing;

/// <summary>What goes into one transaction. No two commits are of one call, and no two new calls of one caller.</summary>
/// <param name="Commits">Changes of calls.</param>
/// <param name="Users">Users to register, each once, in order.</param>
internal sealed record WriteBatch(IReadOnlyList<CallCommit> Commits, IReadOnlyList<UserKey> Users);
