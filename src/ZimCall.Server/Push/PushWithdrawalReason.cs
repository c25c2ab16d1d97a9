namespace ZimCall.Server;

/// <summary>Why an invitation that was pushed rings no more.</summary>
public enum PushWithdrawalReason
{
    /// <summary>It was answered, on whatever device.</summary>
    Answered = 0,

    /// <summary>It was withdrawn.</summary>
    Cancelled = 1,

    /// <summary>It ran out.</summary>
    Timeout = 2,

    /// <summary>The call has ended.</summary>
    Ended = 3,
}
