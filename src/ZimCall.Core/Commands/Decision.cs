using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// What comes of a command: the changes that were due before it and its own, one step each, or a refusal. What was due
/// by time happens even when the command is refused.
/// </summary>
public sealed record Decision
{
    /// <summary>The call as it is now; null when it does not exist.</summary>
    public Call? Call { get; init; }

    /// <summary>Each change, oldest first; empty when nothing changes.</summary>
    public ImmutableArray<Step> Steps { get; init; } = [];

    /// <summary>The refusal, or null when the command was carried out.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>CallInvite and CallingInvite: who was left out.</summary>
    public ImmutableArray<InviteError> InviteErrors { get; init; } = [];

    /// <summary>CallCancel: who could not be withdrawn, in the order given (R-CAN-4).</summary>
    public ImmutableArray<string> ErrorInvitees { get; init; } = [];
}
