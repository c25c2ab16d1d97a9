namespace ZimCall.Core;

/// <summary>An operation refused: a value, not an exception.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Rule">The rule that refuses, for example R-ACC-2.</param>
/// <param name="Message">For people: the operation, what was found, and the rule.</param>
public sealed record Refusal(RefusalReason Reason, string Rule, string Message)
{
    /// <summary>The public error code.</summary>
    public int Code => RefusalCodes.Of(Reason);

    /// <summary>A refusal whose message is put together the one way there is.</summary>
    public static Refusal Of(Operation operation, RefusalReason reason, string rule, string found) =>
        new(reason, rule, $"{operation} refused: {found} ({rule})");
}
