using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>What one rule says to one command: a step, nothing to change, or a refusal.</summary>
internal readonly record struct Ruling(Step? Step, Refusal? Refusal)
{
    public static readonly Ruling NoChange = new(null, null);

    public ImmutableArray<InviteError> InviteErrors { get; init; } = [];

    public ImmutableArray<string> ErrorInvitees { get; init; } = [];

    public static implicit operator Ruling(Step step) => new(step, null);

    public static implicit operator Ruling(Refusal refusal) => new(null, refusal);
}
