using System.Collections.Immutable;

namespace ZimCall.Core.Tests.Properties;

/// <summary>One command of a run and what came of it.</summary>
internal sealed record Turn(Call? Before, CallCommand Command, long Now, Decision Decision, ImmutableArray<Step> Due)
{
    /// <summary>The steps with the call before each; the command is null for what time did.</summary>
    public IEnumerable<(Call? Before, Step Step, CallCommand? Command, long At)> Steps()
    {
        var before = Before;
        for (var i = 0; i < Decision.Steps.Length; i++)
        {
            var byTime = i < Due.Length;
            yield return (before, Decision.Steps[i], byTime ? null : Command, byTime ? before!.NextDeadline : Now);
            before = Decision.Steps[i].After;
        }
    }
}
