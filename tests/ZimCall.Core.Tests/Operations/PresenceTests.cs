using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>Who is not there (R-GONE-1, R-GONE-2).</summary>
public class PresenceTests
{
    private const double Limit = 300;

    [Theory]
    [InlineData(CallMode.General)]
    [InlineData(CallMode.Advanced)]
    public void R_GONE_1_a_caller_who_is_gone_before_anyone_accepted_cancels_the_call(CallMode mode)
    {
        var script = CallScript.Begin(mode, "alice", ["bob", "carol"]).Rejects("bob").Later(1).IsGone("alice");
        script.Stands("alice=Cancelled bob=Rejected carol=Cancelled").IsOver(EndReason.CallerGone);
        script.Call.Should().Match<Call>(call => call.EndTime == CallScript.Start + 1000 && call.EndedBy.Length == 0 && call.EndData.Length == 0);
    }

    [Fact]
    public void R_GONE_1_not_after_somebody_has_accepted()
    {
        CallScript.General("alice", "bob", "carol").Accepts("bob").IsGone("alice").Stands("alice=Accepted bob=Accepted carol=Inviting").GoesOn()
            .Last.Steps.Should().BeEmpty("General calls know no absence");
        CallScript.Advanced("alice", "bob", "carol").Accepts("bob").IsGone("alice").Stands("alice=Accepted bob=Accepted carol=Inviting").GoesOn();
    }

    [Fact]
    public void Somebody_who_is_not_in_the_call_can_be_gone()
    {
        var script = CallScript.Advanced("alice", "bob", "carol").Rejects("carol");
        foreach (var user in new[] { "bob", "carol", "zoe" })
        {
            script.IsGone(user).TellsNobody().Last.Steps.Should().BeEmpty();
        }

        script.Call.NextDeadline.Should().Be(CallScript.Start + 60_000);
    }

    [Fact]
    public void R_GONE_2_a_member_who_is_gone_too_long_has_quit()
    {
        var script = CallScript.Advanced("alice", "bob").Accepts("bob").Later(10).IsGone("bob").TellsNobody();
        script.Call.NextDeadline.Should().Be(script.Now + 300_000);
        script.Passes(Limit - 0.001).Stands("alice=Accepted bob=Accepted").Passes(0.001).Stands("alice=Accepted bob=Quit").GoesOn();
        script.Member("bob").QuitTime.Should().Be(script.Now);
    }

    [Fact]
    public void R_GONE_2_the_limit_is_the_servers_choice() =>
        CallScript.Begin(CallMode.Advanced, "alice", ["bob"], policy: new CallPolicy { AbsenceLimit = TimeSpan.FromSeconds(7) })
            .Accepts("bob").IsGone("bob").Passes(7).Stands("alice=Accepted bob=Quit");

    [Fact]
    public void R_GONE_2_being_back_in_time_ends_the_absence()
    {
        var script = CallScript.Advanced("alice", "bob").Accepts("bob").IsGone("bob").Later(Limit - 1).IsBack("bob").TellsNobody();
        script.Passes(3600).Stands("alice=Accepted bob=Accepted");
        script.IsBack("bob").Last.Steps.Should().BeEmpty("it was not away");
        script.IsBack("zoe").Last.Steps.Should().BeEmpty();
    }

    [Theory]
    [InlineData(CallMode.Advanced, 90, 300)]
    [InlineData(CallMode.Advanced, 600, 600)]
    public void R_GONE_2_a_caller_who_never_was_there_is_absent_from_the_beginning_but_those_who_ring_have_their_time(
        CallMode mode, int timeout, int seconds)
    {
        var script = CreatedForAbsentCaller(mode, timeout).Passes(seconds - 0.001).GoesOn();
        script.Passes(0.001).IsOver(EndReason.Emptied);
        CreatedForAbsentCaller(mode, timeout).Accepts("bob").Passes(seconds).Stands("alice=Quit bob=Accepted");
        CreatedForAbsentCaller(mode, timeout).IsBack("alice").Passes(3600).Stands("alice=Accepted bob=Timeout").GoesOn();
    }

    [Fact]
    public void R_GONE_2_in_a_General_call_nobody_is_missed() =>
        CreatedForAbsentCaller(CallMode.General, 600).Call.Members[0].AbsenceEndsAt.Should().Be(0);

    private static CallScript CreatedForAbsentCaller(CallMode mode, int timeout) => CallScript.Begin(mode, "alice", ["bob"], timeout, absent: true);

    [Fact]
    public void R_GONE_2_being_back_too_late_changes_nothing() =>
        CallScript.Advanced("alice", "bob").Accepts("bob").IsGone("bob").Later(Limit).IsBack("bob").Stands("alice=Accepted bob=Quit");

    [Fact]
    public void R_GONE_2_the_absence_counts_from_its_beginning() =>
        CallScript.Advanced("alice", "bob").Accepts("bob").IsGone("bob").Later(200).IsGone("bob").Later(100).IsBack("bob")
            .Stands("alice=Accepted bob=Quit");

    [Fact]
    public void R_GONE_2_taking_over_on_another_device_ends_the_absence() =>
        CallScript.Advanced("alice", "bob").Accepts("bob@phone").IsGone("bob").Later(10).Joins("bob@pc").Passes(3600)
            .Stands("alice=Accepted bob=Accepted");

    [Fact]
    public void R_EMPTY_when_the_last_two_are_gone_too_long_the_call_ends()
    {
        var script = CallScript.Begin(CallMode.Advanced, "alice", ["bob", "carol"], timeout: 600).Accepts("bob").IsGone("bob").IsGone("alice");
        script.Passes(Limit).Stands("alice=Quit bob=Quit carol=Cancelled").IsOver(EndReason.Emptied).Last.Steps.Should().ContainSingle();
    }
}
