using static ZimCall.Core.MemberState;

namespace ZimCall.Core.Tests.Properties;

/// <summary>Member states follow only the arrows of rules 2, which are written out here once more.</summary>
public class ArrowProperties
{
    // System.Threading has a Timeout too.
    private const MemberState TimedOut = MemberState.Timeout;

    private static readonly HashSet<(MemberState?, MemberState)> InBothModes =
    [
        (Inviting, Received), (NotYetReceived, Received), (Inviting, NotYetReceived),
        (Inviting, Accepted), (NotYetReceived, Accepted), (Received, Accepted),
        (Inviting, Rejected), (NotYetReceived, Rejected), (Received, Rejected),
        (Inviting, Cancelled), (NotYetReceived, Cancelled), (Received, Cancelled),
        (Inviting, TimedOut), (NotYetReceived, TimedOut), (Received, TimedOut),
    ];

    private static readonly HashSet<(MemberState?, MemberState)> InAdvancedCallsOnly =
    [
        (null, Inviting), (Rejected, Inviting), (Cancelled, Inviting), (TimedOut, Inviting), (Quit, Inviting),
        (Accepted, Quit),
        (null, Accepted), (Rejected, Accepted), (Cancelled, Accepted), (TimedOut, Accepted), (Quit, Accepted),
    ];

    [Fact]
    public void Only_these_arrows_are_followed() => Plots.Check(300, run =>
    {
        foreach (var (before, step, _, _) in run.Steps.Skip(1))
        {
            foreach (var member in step.After.Members)
            {
                var was = before!.Find(member.UserId)?.State;
                if (was == member.State)
                {
                    continue;
                }

                var callerCancels = (was, member.State) == (Accepted, Cancelled) && member.UserId == step.After.Caller
                    && step.After.EndReason is EndReason.Cancelled or EndReason.CallerGone;
                (callerCancels || InBothModes.Contains((was, member.State))
                    || (step.After.Mode == CallMode.Advanced && InAdvancedCallsOnly.Contains((was, member.State))))
                    .Should().BeTrue("rules 2 have no arrow from {0} to {1} in a {2} call", was, member.State, step.After.Mode);
            }

            before!.Members.Select(member => member.UserId).Should().Equal(
                step.After.Members.Take(before.Members.Length).Select(member => member.UserId), "nobody stops being a member");
        }
    });

    [Fact]
    public void Every_arrow_is_followed_by_some_run()
    {
        var seen = new HashSet<(CallMode, MemberState?, MemberState)>();
        Plots.CheckTheSame(2000, run =>
        {
            foreach (var (before, step, _, _) in run.Steps.Skip(1))
            {
                seen.UnionWith(step.After.Members.Select(member => (step.After.Mode, before!.Find(member.UserId)?.State, member.State)));
            }
        });
        seen.Should().Contain(InBothModes.Select(arrow => (CallMode.General, arrow.Item1, arrow.Item2)));
        seen.Should().Contain(InBothModes.Concat(InAdvancedCallsOnly).Select(arrow => (CallMode.Advanced, arrow.Item1, arrow.Item2)));
    }
}
