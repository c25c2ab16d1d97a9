using static ZimCall.Core.MemberState;

namespace ZimCall.Core.Tests.Properties;

/// <summary>Random runs are worth something only if they get somewhere: counts what they reach.</summary>
public class ReachedStates
{
    // System.Threading has a Timeout too.
    private const MemberState TimedOut = MemberState.Timeout;

    private readonly Dictionary<string, int> _seen = [];

    [Fact]
    public void Random_runs_reach_the_interesting_states()
    {
        Plots.CheckTheSame(2000, run =>
        {
            foreach (var turn in run.Turns)
            {
                Count($"refused: {turn.Decision.Refusal?.Reason}");
                CountIf(turn.Due.Length > 1, "several changes due at once");
                CountIf(turn.Command is CallCommand.Cancel && turn.Decision.ErrorInvitees.Length > 0, "some could not be withdrawn");
                CountIf(turn.Command is CallCommand.InviteMore && turn.Decision is { Refusal: null, InviteErrors.Length: > 0 }, "some could not be invited");
            }

            foreach (var (before, step, command, _) in run.Steps.Skip(1))
            {
                CountStep(before!, step.After, command);
            }
        });

        string[] wanted =
        [
            "refused: WrongState", "refused: AlreadyAnswered", "refused: TooManyMembers", "refused: IsNotInviter", "refused: IsNotInvitee",
            "refused: CallDoesNotExist", "refused: AlreadyInTheCall", "refused: NotAdvanced",
            "several changes due at once", "some could not be withdrawn", "some could not be invited",
            "ended: NobodyPending", "ended: EndedByMember", "ended: Cancelled", "ended: CallerGone", "ended: Emptied",
            "ten members", "two timed out together", "emptied with somebody pending", "emptied by absence", "quit by absence",
            "rejoined after quitting", "joined while pending", "switched device", "invited again after quitting",
            "invited again after a timeout", "the caller was invited again", "the caller answered again", "accepted by the second device",
            "withdrawn by another than the caller",
        ];
        wanted.Where(each => _seen.GetValueOrDefault(each) < 10).Should().BeEmpty("each is to be reached ten times in 2,000 runs");
    }

    private void CountStep(Call before, Call after, CallCommand? command)
    {
        Count($"ended: {after.EndReason}");
        CountIf(after.ActiveCount == Call.Capacity, "ten members");
        var moved = after.Members.Select(member => (Was: before.Find(member.UserId), Is: member)).Where(each => each.Was?.State != each.Is.State).ToList();
        CountIf(moved.Count(each => each.Is.State == TimedOut) > 1, "two timed out together");
        CountIf(after.EndReason == EndReason.Emptied && before.HasPending, "emptied with somebody pending");
        CountIf(after.EndReason == EndReason.Emptied && command is null, "emptied by absence");
        CountIf(command is CallCommand.Join && moved.Count == 0, "switched device");
        foreach (var (was, member) in moved)
        {
            CountIf(member.State == Quit && command is null, "quit by absence");
            CountIf((was?.State, member.State) == (Quit, Accepted), "rejoined after quitting");
            CountIf(was is { IsPending: true } && command is CallCommand.Join, "joined while pending");
            CountIf((was?.State, member.State) == (Quit, Inviting), "invited again after quitting");
            CountIf((was?.State, member.State) == (TimedOut, Inviting), "invited again after a timeout");
            CountIf(member.UserId == after.Caller && member.State == Inviting, "the caller was invited again");
            CountIf(member.UserId == after.Caller && command is CallCommand.Accept, "the caller answered again");
            CountIf(command is CallCommand.Accept && member.PrimaryDevice.EndsWith('b'), "accepted by the second device");
            CountIf(command is CallCommand.Cancel && command.UserId != after.Caller, "withdrawn by another than the caller");
        }
    }

    private void CountIf(bool reached, string what)
    {
        if (reached)
        {
            Count(what);
        }
    }

    private void Count(string what) => _seen[what] = _seen.GetValueOrDefault(what) + 1;
}
