namespace ZimCall.Core;

/// <summary>The server's choices that the rules leave open.</summary>
public sealed record CallPolicy
{
    /// <summary>The defaults.</summary>
    public static CallPolicy Default { get; } = new();

    /// <summary>Ring time in seconds when CallInvite names none (R-INV-3).</summary>
    public int DefaultTimeoutSeconds { get; init; } = 90;

    /// <summary>How long an invitation may be undelivered before the member becomes NotYetReceived (R-NYR).</summary>
    public TimeSpan ReceiptCheckInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a member may be in a call without a device online (R-GONE-2).</summary>
    public TimeSpan AbsenceLimit { get; init; } = TimeSpan.FromMinutes(5);
}
