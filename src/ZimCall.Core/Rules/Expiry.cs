using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>What time alone does to a call, each thing at the time it was due, in that order, one step each.</summary>
internal static class Expiry
{
    /// <summary>The steps due at or before now; empty when none is.</summary>
    public static ImmutableArray<Step> StepsDue(Call call, long now)
    {
        ImmutableArray<Step> steps = [];
        for (var due = call.NextDeadline; due <= now; due = call.NextDeadline)
        {
            var step = StepAt(call, due);
            steps = steps.Add(step);
            call = step.After;
        }

        return steps;
    }

    private static Step StepAt(Call call, long due)
    {
        var draft = new Draft(call, due);
        for (var i = 0; i < draft.Count; i++)
        {
            var member = draft[i];
            if (member.NextDeadline > due)
            {
                continue;
            }

            draft.Put(i, member switch
            {
                { IsPending: true } when member.Deadline <= due => draft.Move(i, Trigger.Deadline),
                // R-NYR: undelivered, but it rings on until its deadline.
                { IsPending: true } => draft.Move(i, Trigger.ReceiptCheck) with { Deadline = member.Deadline },
                // R-GONE-2: nobody stays in a call because an app crashed.
                _ => draft.Move(i, Trigger.Quit) with { QuitTime = due },
            });
        }

        return draft.Build();
    }
}
