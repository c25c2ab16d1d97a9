using Google.Protobuf;
using ZimCall.Core;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;

namespace ZimCall.Server.Tests.Security;

/// <summary>
/// Whoever is no member of a call neither sees nor changes it, even with its callID in hand. CallJoin of an Advanced call is the
/// one way in (R-JOI-1).
/// </summary>
public sealed class MembershipTests
{
    private static readonly string[] Names = ["anna", "ben", "carla", HostileServer.Private];

    public static TheoryData<CallMode, bool, string> Operations
    {
        get
        {
            TheoryData<CallMode, bool, string> data = [];
            foreach (var isAnswered in new[] { false, true })
            {
                foreach (var operation in new[] { "invite", "cancel", "cancel some", "accept", "reject", "inviting", "quit", "end" })
                {
                    data.Add(CallMode.General, isAnswered, operation);
                    data.Add(CallMode.Advanced, isAnswered, operation);
                }

                data.Add(CallMode.General, isAnswered, "join");
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_outsider_changes_nothing_and_learns_nothing(CallMode mode, bool isAnswered, string operation)
    {
        await using var server = await HostileServer.StartAsync();
        await using var call = await ForeignCall.StartAsync(server, mode, isAnswered);
        await using var mallory = await RawSession.LoginAsync(server);
        await RefusedAsync(call, mallory, operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_user_of_another_app_changes_nothing_and_learns_nothing(CallMode mode, bool isAnswered, string operation)
    {
        await using var server = await HostileServer.StartAsync();
        await using var call = await ForeignCall.StartAsync(server, mode, isAnswered);

        // With the same name as a member, on the same device.
        var hello = ForeignCall.HelloOf("anna");
        hello.AppId = HostileServer.OtherAppId;
        await using var other = await RawSession.LoginAsync(server, hello);
        if (operation == "invite")
        {
            // Its own app has a call of that name now, and nobody else hears of it.
            await RawSession.LoginAsync(server, OfOtherApp("ben")).ContinueWith(static login => login.Result.DisposeAsync().AsTask(), TaskScheduler.Default).Unwrap();
            var before = await call.StoredAsync();
            (await other.ReplyAsync(Request("invite", ["ben"]))).CallInvite.Should().NotBeNull();
            (await call.StoredAsync()).Should().BeSameAs(before);
            await NobodyHearsAsync(call);
            return;
        }

        await RefusedAsync(call, other, operation);
    }

    [Fact]
    public async Task Saying_that_an_invitation_was_received_which_one_never_got_changes_nothing()
    {
        await using var server = await HostileServer.StartAsync();
        await using var call = await ForeignCall.StartAsync(server, CallMode.Advanced, isAnswered: false);
        var before = await call.StoredAsync();
        before.Find("ben")!.State.Should().Be(MemberState.Inviting, "his phone has not said that it has it");
        await using var mallory = await RawSession.LoginAsync(server);
        await mallory.SendAsync(new ClientFrame { Received = new Received { CallId = ForeignCall.CallId } });
        await PongAsync(mallory);
        (await call.StoredAsync()).Should().BeSameAs(before);
        await NobodyHearsAsync(call);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task A_catch_up_on_calls_of_others_brings_nothing_and_makes_nobody_follow(long revision)
    {
        await using var server = await HostileServer.StartAsync();
        await using var call = await ForeignCall.StartAsync(server, CallMode.Advanced);
        var before = await call.StoredAsync();
        var hello = Frames.Hello();
        hello.KnownCalls.Add(new KnownCall { CallId = ForeignCall.CallId, Revision = revision });
        hello.KnownCalls.Add(new KnownCall { CallId = "no-such-call", Revision = revision });
        hello.UnansweredRequestIds.Add(1);
        await using var mallory = await RawSession.LoginAsync(server, hello);
        var catchUp = mallory.Greeting.Should().ContainSingle().Which.CatchUp;
        catchUp.Updates.Should().BeEmpty();
        catchUp.LostCallIds.Should().Equal([ForeignCall.CallId, "no-such-call"], "a call of others is like one that is not there");
        (await call.StoredAsync()).Should().BeSameAs(before);

        // What happens in the call later does not reach her either.
        (await call.Carla.ReplyAsync(new Request { Id = 1, CallAccept = new CallAccept { CallId = ForeignCall.CallId } })).CallAccept.Should().NotBeNull();
        await PongAsync(mallory);
    }

    [Fact]
    public async Task The_list_of_calls_is_ones_own_wherever_it_is_continued_from()
    {
        await using var server = await HostileServer.StartAsync();
        await using var call = await ForeignCall.StartAsync(server, CallMode.Advanced);
        await call.Anna.ReplyAsync(new Request { Id = 2, CallEnd = new CallEnd { CallId = ForeignCall.CallId } });
        await call.Anna.ReplyAsync(new Request { Id = 3, CallInvite = new CallInvite { CallId = "4712", Invitees = { "ben" } } });
        var page = (await call.Anna.ReplyAsync(Query(4, 0))).QueryCallInvitationList;
        page.Calls.Should().ContainSingle();
        page.NextFlag.Should().NotBe(0);

        await using var mallory = await RawSession.LoginAsync(server);
        (await mallory.ReplyAsync(Query(1, 0))).QueryCallInvitationList.Calls.Should().BeEmpty();
        (await mallory.ReplyAsync(Query(2, page.NextFlag))).QueryCallInvitationList?.Calls.Should().BeEmpty();

        static Request Query(ulong id, long after) =>
            new() { Id = id, QueryCallInvitationList = new QueryCallInvitationList { Count = 1, NextFlag = after } };
    }

    [Fact]
    public async Task A_former_member_hears_no_more()
    {
        await using var server = await HostileServer.StartAsync();
        await using var call = await ForeignCall.StartAsync(server, CallMode.Advanced);
        (await call.Carla.ReplyAsync(new Request { Id = 1, CallReject = new CallReject { CallId = ForeignCall.CallId } })).CallReject.Should().NotBeNull();
        await PongAfterOwnStepAsync(call.Carla);
        (await call.Anna.ReplyAsync(new Request { Id = 2, CallEnd = new CallEnd { CallId = ForeignCall.CallId } })).CallEnd.Should().NotBeNull();
        await PongAsync(call.Carla, 43);
    }

    private static async Task RefusedAsync(ForeignCall call, RawSession session, string operation)
    {
        var before = await call.StoredAsync();
        var reply = await session.ReplyAsync(Request(operation, ["carla", "alice"]));
        reply.OutcomeCase.Should().Be(Reply.OutcomeOneofCase.Error, "{0} is not hers to do", operation);
        reply.ToString().Should().NotContainAny(Names);
        (await call.StoredAsync()).Should().BeSameAs(before, "nothing was stored");
        await NobodyHearsAsync(call);
        await PongAsync(session);
    }

    private static Request Request(string operation, string[] users)
    {
        const string id = ForeignCall.CallId;
        Request request = operation switch
        {
            "invite" => new() { CallInvite = new CallInvite { CallId = id, Invitees = { users } } },
            "cancel" => new() { CallCancel = new CallCancel { CallId = id } },
            "cancel some" => new() { CallCancel = new CallCancel { CallId = id, Invitees = { users } } },
            "accept" => new() { CallAccept = new CallAccept { CallId = id } },
            "reject" => new() { CallReject = new CallReject { CallId = id } },
            "inviting" => new() { CallingInvite = new CallingInvite { CallId = id, Invitees = { users } } },
            "join" => new() { CallJoin = new CallJoin { CallId = id } },
            "quit" => new() { CallQuit = new CallQuit { CallId = id } },
            _ => new() { CallEnd = new CallEnd { CallId = id } },
        };
        request.Id = 77;
        return request;
    }

    private static Hello OfOtherApp(string user)
    {
        var hello = ForeignCall.HelloOf(user);
        hello.AppId = HostileServer.OtherAppId;
        return hello;
    }

    /// <summary>Whatever the server had to tell the members was about their own steps, and came before this.</summary>
    private static async Task NobodyHearsAsync(ForeignCall call)
    {
        await call.Anna.SendAsync(new ClientFrame { Ping = new Ping { Cookie = 5 } });
        while ((await call.Anna.ReadAsync()) is { Pong: null } frame)
        {
            frame.ToString().Should().NotContain("mallory");
            frame.Update?.Events.Should().NotContain(static heard => heard.Ended != null || heard.Cancelled != null);
        }
    }

    /// <summary>The next frame is the answer to this: nothing else was sent before.</summary>
    private static async Task PongAsync(RawSession session, long cookie = 42)
    {
        await session.SendAsync(new ClientFrame { Ping = new Ping { Cookie = cookie } });
        var frame = await session.ReadAsync();
        frame.Pong?.Cookie.Should().Be(cookie, "nothing else may come: {0}", frame);
    }

    private static async Task PongAfterOwnStepAsync(RawSession session)
    {
        await session.SendAsync(new ClientFrame { Ping = new Ping { Cookie = 42 } });
        while ((await session.ReadAsync()).Pong is null)
        {
            // What her own rejection made.
        }
    }
}
