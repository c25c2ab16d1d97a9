using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>A call with what happened to it.</summary>
/// <param name="AppId">The app it belongs to.</param>
/// <param name="Call">The call.</param>
/// <param name="Changes">Its history, oldest first; the latest <see cref="ICallStore.MaxChanges"/> of it.</param>
public sealed record CallRecord(uint AppId, Call Call, ImmutableArray<CallChange> Changes);
