namespace ZimCall.Server;

/// <summary>How much lies in the outbox.</summary>
/// <param name="Waiting">Callbacks that are still to be delivered.</param>
/// <param name="Dead">Dead letters.</param>
public readonly record struct OutboxCount(long Waiting, long Dead);
