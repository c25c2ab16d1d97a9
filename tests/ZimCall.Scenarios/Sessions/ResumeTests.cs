using ZimCall.Core;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Sessions;

/// <summary>A connection that breaks is not a logout (R-GONE-4), and nothing is lost with it (R-IDEM, R-REC).</summary>
public class ResumeTests : SessionTest
{
    /// <summary>Frames take a second: the request is there after one, its reply after two.</summary>
    private static readonly TimeSpan OneWay = TimeSpan.FromSeconds(1);

    public static TheoryData<string, double> Cuts => new()
    {
        { "CallInvite", 0.5 }, { "CallInvite", 1.5 },
        { "CallAccept", 0.5 }, { "CallAccept", 1.5 },
        { "CallEnd", 0.5 }, { "CallEnd", 1.5 },
    };

    [Fact]
    public async Task A_break_within_the_heartbeat_timeout_is_nobodys_business()
    {
        var (alice, bob) = (await LoginAsync("alice"), await LoginAsync("bob"));
        var callID = await InviteAsync(alice, "bob");
        Forget(alice, bob);

        Backend.Drop(alice.Zim);
        await AdvanceAsync(30);
        await Backend.ResumeAsync(alice.Zim);

        bob.Take().Should().BeEmpty("to others alice was never away");
        alice.Take().Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success");
        History.Latest(callID)!.State.Should().Be(CallState.Started);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_request_in_flight_has_one_effect_and_its_result_comes_first(string operation, double cutAfter)
    {
        var (alice, bob) = (await LoginAsync("alice"), await LoginAsync("bob"));
        var callID = operation == "CallInvite" ? "" : await InviteAsync(alice, "bob");
        var device = operation == "CallAccept" ? bob : alice;
        Forget(alice, bob);

        Backend.Delay(device.Zim, OneWay);
        Start(operation, device, callID);
        await AdvanceAsync(cutAfter);
        Backend.BreakConnection(device.Zim);
        await AdvanceAsync(9);

        var told = device.Take();
        string[] caused = operation switch
        {
            "CallInvite" => ["alice=Accepted bob=Received", "Created"],
            "CallAccept" => ["bob=Accepted"],
            _ => ["Ended"],
        };
        told.Should().ContainSingle(what => what == $"{operation}: Success");
        told.Skip(told.ToList().IndexOf($"{operation}: Success") + 1).Should().Contain(what => caused.Contains(what), "the events come after the result (R-REC-5)");
        told.TakeWhile(what => what != $"{operation}: Success").Should().NotContain(what => caused.Contains(what));
        OneEffect(operation);
    }

    [Fact]
    public async Task A_call_that_was_over_before_its_caller_had_the_reply_is_told_to_be_over()
    {
        var (alice, bob) = (await LoginAsync("alice"), await LoginAsync("bob"));
        Backend.Delay(alice.Zim, OneWay);
        var starting = alice.Zim.StartCallAsync(["bob"]);
        await AdvanceAsync(1.5);
        Backend.Drop(alice.Zim);
        await bob.Zim.CallRejectAsync(bob.Zim.ActiveCalls.Single().CallID);
        await Backend.SettleAsync();

        Backend.Delay(alice.Zim, TimeSpan.Zero);
        await Backend.ResumeAsync(alice.Zim);

        var call = await starting;
        await Backend.SettleAsync();
        call.OutcomeAsync().IsCompleted.Should().BeTrue("an outcome never stays out");
        (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Rejected>();
        alice.Zim.ActiveCalls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_call_that_was_over_before_its_caller_was_told_of_it_is_told_to_be_over()
    {
        var cuts = 0;
        for (var seed = 1; seed <= 40; seed++)
        {
            await using var backend = new ZimTestBackend(new ZimTestBackendOptions { Seed = seed });
            var (alice, bob) = (await backend.LoginAsync("alice"), await backend.LoginAsync("bob"));
            backend.Delay(alice, OneWay);
            var starting = alice.StartCallAsync(["bob"]);

            // Due when the reply and the update behind it arrive: with some seeds it comes between the two.
            var network = backend.NetworkOf(alice);
            await using var cut = backend.Time.CreateTimer(_ => network.Silence(), null, OneWay * 2, Timeout.InfiniteTimeSpan);
            await backend.AdvanceAsync(OneWay * 2);
            cuts += starting.IsCompleted && alice.ActiveCalls.IsEmpty ? 1 : 0;
            await bob.CallRejectAsync(bob.ActiveCalls.Single().CallID);
            await backend.SettleAsync();
            backend.Delay(alice, TimeSpan.Zero);
            await backend.ResumeAsync(alice);

            var outcome = (await starting).OutcomeAsync();
            await backend.SettleAsync();
            outcome.IsCompleted.Should().BeTrue("an outcome never stays out (seed {0})", seed);
        }

        cuts.Should().BeGreaterThan(0, "or else this shows nothing");
    }

    [Fact]
    public async Task A_join_whose_reply_was_lost_is_told_what_became_of_the_call()
    {
        var (alice, carol) = (await LoginAsync("alice"), await LoginAsync("carol"));
        await Backend.RegisterAsync("bob");
        var callID = await InviteAsync(alice, "bob");
        Forget(carol);

        Backend.Delay(carol.Zim, OneWay);
        Start("CallJoin", carol, callID);
        await AdvanceAsync(1.5);
        Backend.Drop(carol.Zim);
        await alice.Zim.CallEndAsync(callID);
        Backend.Delay(carol.Zim, TimeSpan.Zero);
        await Backend.ResumeAsync(carol.Zim);

        carol.Take().Should().ContainInOrder("CallJoin: Success", "Ended");
        carol.Zim.ActiveCalls.Should().BeEmpty("the call is over");
    }

    [Fact]
    public async Task A_join_whose_reply_came_too_late_shows_the_whole_call()
    {
        var (alice, carol) = (await LoginAsync("alice"), await LoginAsync("carol"));
        await Backend.RegisterAsync("bob");
        var callID = await InviteAsync(alice, "bob");

        Backend.Delay(carol.Zim, TimeSpan.FromSeconds(6));
        Start("CallJoin", carol, callID);
        await AdvanceAsync(20);

        carol.Take().Should().Contain("CallJoin: NetworkModuleRequestTimeout");
        var shown = carol.Zim.ActiveCalls.Should().ContainSingle().Subject;
        shown.Caller.Should().Be("alice");
        shown.Members.Select(static member => member.UserID).Should().Equal("alice", "bob", "carol");
    }

    [Fact]
    public async Task The_catch_up_is_applied_whole_before_anything_is_raised()
    {
        var (alice, bob, carol) = (await LoginAsync("alice"), await LoginAsync("bob"), await LoginAsync("carol"));
        var over = await InviteAsync(alice, "bob");
        Forget(bob);
        List<int> shown = [];
        bob.Zim.OnCallInvitationCancelled += (zim, _, _) => shown.Add(zim.ActiveCalls.Length);
        bob.Zim.OnCallInvitationReceived += (zim, _, _) => shown.Add(zim.ActiveCalls.Length);

        Backend.Drop(bob.Zim);
        await alice.Zim.CallCancelAsync([], over);
        var neverSeen = await InviteAsync(alice, "bob");
        await alice.Zim.CallCancelAsync([], neverSeen);
        var stillOn = await InviteAsync(carol, "bob");
        await Backend.ResumeAsync(bob.Zim);

        bob.Take().Where(static what => what is "Received" or "Cancelled").Should().Equal("Cancelled", "Received");
        bob.Zim.ActiveCalls.Single().CallID.Should().Be(stillOn);
        shown.Should().Equal([1, 1], "each handler finds the whole picture");
    }

    [Fact]
    public async Task Frames_that_come_twice_are_raised_once()
    {
        var plain = await LifeAsync(duplicate: false, "1");
        var doubled = await LifeAsync(duplicate: true, "2");
        doubled.Should().Equal(plain);
    }

    private async Task<IReadOnlyList<string>> LifeAsync(bool duplicate, string suffix)
    {
        var (alice, bob) = (await LoginAsync($"alice{suffix}"), await LoginAsync($"bob{suffix}"));
        Backend.Duplicate(alice.Zim, duplicate);
        Backend.Duplicate(bob.Zim, duplicate);
        var callID = await InviteAsync(alice, $"bob{suffix}");
        await bob.Zim.CallAcceptAsync(callID);
        await alice.Zim.CallEndAsync(callID);
        await Backend.SettleAsync();
        return [.. alice.Take().Concat(bob.Take()).Select(what => what.Replace(suffix, "", StringComparison.Ordinal))];
    }

    private static void Start(string operation, ToldDevice device, string callID)
    {
        switch (operation)
        {
            case "CallInvite":
                device.Zim.CallInvite(["bob"], Advanced, (_, _, error) => device.Result(operation, error));
                break;
            case "CallAccept":
                device.Zim.CallAccept(callID, new ZIMCallAcceptConfig(), (_, error) => device.Result(operation, error));
                break;
            case "CallJoin":
                device.Zim.CallJoin(callID, new ZIMCallJoinConfig(), (_, _, error) => device.Result(operation, error));
                break;
            default:
                device.Zim.CallEnd(callID, new ZIMCallEndConfig(), (_, _, error) => device.Result(operation, error));
                break;
        }
    }

    private void OneEffect(string operation)
    {
        var pictures = History.Of(History.CallIds.Should().ContainSingle("a request has one effect (R-IDEM)").Subject);
        if (operation == "CallAccept")
        {
            pictures.Select(static call => call.Find("bob")!).Where(static bob => bob.State == MemberState.Accepted)
                .Select(static bob => bob.Revision).Distinct().Should().ContainSingle();
        }
        else if (operation == "CallEnd")
        {
            pictures.Where(static call => call.EndReason == EndReason.EndedByMember).Should().ContainSingle();
        }
    }
}
