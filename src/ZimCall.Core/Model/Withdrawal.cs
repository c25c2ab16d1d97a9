namespace ZimCall.Core;

/// <summary>How a pending invitation was withdrawn; kept with the member, so that it can be told later.</summary>
/// <param name="Emptied">Whether the call was emptied (R-EMPTY): then others are not told of this member.</param>
/// <param name="ExtendedData">What the CallCancel carried; empty when nobody called CallCancel.</param>
public sealed record Withdrawal(bool Emptied, string ExtendedData)
{
    /// <summary>Withdrawn because the caller was gone (R-GONE-1).</summary>
    public static Withdrawal CallerGone { get; } = new(false, "");

    /// <summary>Withdrawn because nobody was left in the call (R-EMPTY).</summary>
    public static Withdrawal CallEmptied { get; } = new(true, "");
}
