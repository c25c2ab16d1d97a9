namespace ZimCall.Core.Tests.Properties;

/// <summary>R-ACC-4 in general: when a timer runs late, only the hour at which people hear of it differs.</summary>
public class LateDecidingProperties
{
    [Fact]
    public void Deciding_late_equals_deciding_on_time() => Plots.Check(300, run =>
    {
        var commands = run.Turns.Where(turn => turn.Command is not CallCommand.TimePassed).Select(turn => (turn.Command, turn.Now)).ToList();
        commands.Add((CallCommand.TimePassed.Instance, run.Now + 3_600_000));

        var late = Play(commands, onTime: false);
        var onTime = Play(commands, onTime: true);
        Written.Of(late.Call).Should().Be(Written.Of(onTime.Call));
        Written.Of(late.Steps).Should().Be(Written.Of(onTime.Steps));
        late.Refusals.Should().Equal(onTime.Refusals);
    });

    private static (Call? Call, List<Step> Steps, List<Refusal?> Refusals) Play(List<(CallCommand, long)> commands, bool onTime)
    {
        Call? call = null;
        List<Step> steps = [];
        List<Refusal?> refusals = [];
        foreach (var (command, now) in commands)
        {
            while (onTime && call is not null && call.NextDeadline <= now)
            {
                var due = call.NextDeadline;
                Decide(CallCommand.TimePassed.Instance, due);
                call.NextDeadline.Should().BeGreaterThan(due, "what is due happens");
            }

            refusals.Add(Decide(command, now));
        }

        return (call, steps, refusals);

        Refusal? Decide(CallCommand command, long now)
        {
            var decision = RandomRun.Rules.Decide(call, command, now);
            steps.AddRange(decision.Steps);
            call = decision.Call;
            return decision.Refusal;
        }
    }
}
