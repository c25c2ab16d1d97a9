namespace ZimCall.Server;

/// <summary>What becomes of a callback after a try.</summary>
public enum CallbackOutcome
{
    /// <summary>It was delivered, and leaves the outbox.</summary>
    Delivered,

    /// <summary>It is tried again later; those behind it in its lane wait.</summary>
    Retry,

    /// <summary>It was tried for the last time, and is kept as a dead letter; those behind it go on.</summary>
    Dead,
}
