using ZimCall.Core;
using ZimCall.Scenarios.Simulation;
using ZimCall.Scenarios.Stores;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Sessions;

/// <summary>A server that dies and comes back with its store: calls go on, and requests have one effect (R-IDEM-4).</summary>
public sealed class RestartTests : IAsyncLifetime
{
    /// <summary>Frames take a second: a request is there after one, its reply after two.</summary>
    private static readonly TimeSpan OneWay = TimeSpan.FromSeconds(1);

    private readonly ZimTestBackend _backend;
    private CallPictures? _history;
    private SurvivingStore? _store;

    public RestartTests() => _backend = new ZimTestBackend(new ZimTestBackendOptions
    {
        WrapStore = memory => _store ??= new SurvivingStore(_history = new CallPictures(memory)),
    });

    private static ZIMCallInviteConfig Advanced => new() { mode = ZIMCallInvitationMode.Advanced, timeout = 60 };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task A_deadline_that_a_dead_server_had_set_comes_in_time()
    {
        var (alice, _) = (await LoginAsync("alice"), await LoginAsync("bob"));
        await alice.Zim.CallInviteAsync(["bob"], Advanced);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(30));
        await _backend.CrashServerAsync();
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(29));
        alice.Take().Should().Contain("Connected/Success").And.NotContain("bob=Timeout");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        alice.Take().Should().Contain("bob=Timeout");
    }

    [Theory]
    [InlineData(ZIMCallInvitationMode.Advanced)]
    [InlineData(ZIMCallInvitationMode.General)]
    public async Task Whoever_does_not_come_back_after_the_restart_is_gone(ZIMCallInvitationMode mode)
    {
        var (alice, bob) = (await LoginAsync("alice"), await LoginAsync("bob"));
        var callID = (await alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = mode, timeout = 600 })).callID;
        await _backend.SettleAsync();
        await _backend.CrashAsync(alice.Zim);
        await _backend.CrashServerAsync();
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(34));
        _history!.Latest(callID)!.State.Should().Be(CallState.Started, "alice may still come back");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(2));
        _history.Latest(callID)!.EndReason.Should().Be(EndReason.CallerGone, "R-GONE-1");
        bob.Take().Should().Contain(told => told.StartsWith("Cancelled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_deadline_that_nobody_has_an_alarm_for_is_found_by_the_sweep()
    {
        var (alice, _) = (await LoginAsync("alice"), await LoginAsync("bob"));

        // As another server would, which then dies: nobody here has heard of it.
        var invited = new Call
        {
            CallId = "77",
            Caller = "alice",
            Mode = CallMode.Advanced,
            TimeoutSeconds = 10,
            CreateTime = _backend.Time.GetUtcNow().ToUnixTimeMilliseconds(),
            Revision = 1,
            Members =
            [
                new Member { UserId = "alice", State = MemberState.Accepted, Revision = 1 },
                new Member
                {
                    UserId = "bob",
                    State = MemberState.Inviting,
                    Inviter = "alice",
                    Revision = 1,
                    InvitedRevision = 1,
                    Deadline = _backend.Time.GetUtcNow().AddSeconds(10).ToUnixTimeMilliseconds(),
                },
            ],
        };
        await _store!.CommitAsync(new CallCommit(new CallKey(ZimTestBackend.AppID, "77"), invited, 0), default);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(9));
        _history!.Latest("77")!.Find("bob")!.State.Should().Be(MemberState.Inviting);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(7));
        _history.Latest("77")!.Find("bob")!.State.Should().Be(MemberState.Timeout);
    }

    [Theory]
    [InlineData("CallInvite")]
    [InlineData("CallAccept")]
    [InlineData("CallEnd")]
    public async Task A_request_whose_reply_died_with_the_server_has_one_effect_and_succeeds(string operation)
    {
        var (alice, bob) = (await LoginAsync("alice"), await LoginAsync("bob"));
        var callID = "";
        if (operation != "CallInvite")
        {
            callID = (await alice.Zim.CallInviteAsync(["bob"], Advanced)).callID;
            await _backend.SettleAsync();
            alice.Take();
            bob.Take();
        }

        var device = operation == "CallAccept" ? bob : alice;
        device.Take();
        _backend.Delay(device.Zim, OneWay);
        switch (operation)
        {
            case "CallInvite":
                device.Zim.CallInvite(["bob"], Advanced, (_, _, error) => device.Result(operation, error));
                break;
            case "CallAccept":
                device.Zim.CallAccept(callID, new ZIMCallAcceptConfig(), (_, error) => device.Result(operation, error));
                break;
            default:
                device.Zim.CallEnd(callID, new ZIMCallEndConfig(), (_, _, error) => device.Result(operation, error));
                break;
        }

        await _backend.AdvanceAsync(OneWay * 1.5);
        var revision = _history!.Latest(_history.CallIds.Single())!.Revision;
        _backend.BreakConnection(device.Zim);
        await _backend.CrashServerAsync();
        device.Take().Should().NotContain(what => what.StartsWith(operation, StringComparison.Ordinal), "the reply was on its way");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(9));

        var told = device.Take();
        told.Where(what => what.StartsWith(operation, StringComparison.Ordinal)).Should().Equal($"{operation}: Success");
        told.TakeWhile(what => what != $"{operation}: Success").Should().NotContain(
            static what => what == "Created" || what == "Ended" || what.Contains('='), "the events come after the result (R-REC-5)");
        var after = _history.Latest(_history.CallIds.Should().ContainSingle().Subject)!;
        var effects = _history.Of(after.CallId).Where(call => call.Revision > revision && operation switch
        {
            "CallAccept" => call.Find("bob")!.Revision > revision,
            "CallEnd" => true,
            _ => call.Find("alice")!.Revision > revision,
        });
        effects.Should().BeEmpty("the first copy did it all");
    }

    private async Task<ToldDevice> LoginAsync(string userID)
    {
        var device = new ToldDevice(_backend.CreateZim());
        await device.Zim.LoginAsync(new ZIMUserInfo { userID = userID });
        await _backend.SettleAsync();
        device.Take();
        return device;
    }
}
