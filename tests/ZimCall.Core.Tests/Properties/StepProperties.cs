namespace ZimCall.Core.Tests.Properties;

/// <summary>What holds for every step of every run.</summary>
public class StepProperties
{
    private const int Runs = 300;

    [Fact]
    public void At_most_ten_members_are_pending_or_in_the_call() => Plots.Check(Runs, run =>
    {
        foreach (var (_, step, _, _) in run.Steps)
        {
            step.After.Members.Count(member => member.State is MemberState.Accepted or MemberState.Inviting or MemberState.Received
                or MemberState.NotYetReceived).Should().BeLessThanOrEqualTo(10, "R-CIN-3");
        }
    });

    [Fact]
    public void A_call_that_has_ended_never_changes() => Plots.Check(Runs, run =>
    {
        foreach (var turn in run.Turns.Where(turn => turn.Before is { State: CallState.Ended }))
        {
            turn.Decision.Call.Should().BeSameAs(turn.Before);
            turn.Decision.Steps.Should().BeEmpty();
            (turn.Decision.Refusal is not null).Should().Be(turn.Command.Operation is not null, "operations are refused and facts do not matter");
        }
    });

    [Fact]
    public void Revisions_grow_by_one() => Plots.Check(Runs, run =>
        run.Steps.Select(each => each.Step.After.Revision).Should().Equal(Enumerable.Range(1, run.Steps.Count()).Select(number => (long)number)));

    [Fact]
    public void A_members_revision_is_that_of_its_last_visible_change() => Plots.Check(Runs, run =>
    {
        foreach (var (before, step, _, _) in run.Steps)
        {
            foreach (var member in step.After.Members)
            {
                var was = before?.Find(member.UserId);
                member.Revision.Should().Be(was?.State == member.State ? was.Revision : step.After.Revision, "{0} was {1}", member, was);
            }
        }
    });

    [Fact]
    public void A_refused_command_changes_nothing_beyond_what_time_made_due() => Plots.Check(Runs, run =>
    {
        foreach (var turn in run.Turns.Where(turn => turn.Decision.Refusal is not null))
        {
            Written.Of(turn.Decision.Steps).Should().Be(Written.Of(turn.Due));
            Written.Of(turn.Decision.Call).Should().Be(Written.Of(turn.Due.IsEmpty ? turn.Before : turn.Due[^1].After));
        }
    });

    [Fact]
    public void Deciding_is_pure() => Plots.Check(Runs, run =>
    {
        foreach (var turn in run.Turns)
        {
            var before = Written.Of(turn.Before);
            var again = RandomRun.Rules.Decide(turn.Before, turn.Command, turn.Now);
            Written.Of(again).Should().Be(Written.Of(turn.Decision));
            Written.Of(turn.Before).Should().Be(before);
        }
    });

    [Fact]
    public void Nothing_is_overdue_after_a_decision() => Plots.Check(Runs, run =>
    {
        foreach (var turn in run.Turns)
        {
            turn.Decision.Call!.NextDeadline.Should().BeGreaterThan(turn.Now);
        }
    });

    [Fact]
    public void A_call_is_over_when_and_only_when_section_6_says_so() => Plots.Check(Runs, run =>
    {
        foreach (var (_, step, command, at) in run.Steps)
        {
            var call = step.After;
            var pending = call.Members.Any(member => member.IsPending);
            var accepted = call.Members.Any(member => member.State == MemberState.Accepted);
            var endedByOne = command is CallCommand.End or CallCommand.Cancel { Invitees.IsEmpty: true } or CallCommand.UserGone
                || (command is CallCommand.Cancel && call.Mode == CallMode.General);
            if (call.State == CallState.Started)
            {
                (call.Mode == CallMode.General ? pending : accepted).Should().BeTrue("R-GEN, R-EMPTY");
                call.EndTime.Should().Be(0);
            }
            else
            {
                (endedByOne || (call.Mode == CallMode.General ? !pending : !accepted)).Should().BeTrue("R-GEN, R-EMPTY, R-CAN-5, R-END-2");
                (pending && call.EndReason != EndReason.EndedByMember).Should().BeFalse("only CallEnd leaves somebody pending");
                call.EndTime.Should().Be(at);
            }
        }
    });
}
