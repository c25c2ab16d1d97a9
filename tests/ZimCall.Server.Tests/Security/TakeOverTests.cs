using Google.Protobuf;
using ZimCall.Core;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;
using ZimCall.Wire;

namespace ZimCall.Server.Tests.Security;

/// <summary>Nobody takes over a session, a device, or the answers of somebody else, whatever they know of them.</summary>
public sealed class TakeOverTests
{
    [Fact]
    public async Task Everything_that_is_known_of_another_users_session_is_worth_nothing()
    {
        await using var server = await HostileServer.StartAsync();
        var annas = ForeignCall.HelloOf("anna");
        await using var anna = await RawSession.LoginAsync(server, annas);
        (await anna.ReplyAsync(Invite(1))).CallInvite.Should().NotBeNull();

        var hers = annas.Clone();
        hers.UserId = "mallory";
        hers.SessionId = anna.Welcome.SessionId;
        hers.KnownCalls.Add(new KnownCall { CallId = "4711", Revision = 1 });
        hers.UnansweredRequestIds.Add(1);
        await using var mallory = await RawSession.LoginAsync(server, hers);
        mallory.Welcome.Resumed.Should().BeFalse();
        mallory.Welcome.SessionId.Should().NotBe(anna.Welcome.SessionId);
        mallory.Greeting.Should().OnlyContain(static frame => frame.CatchUp != null, "the answer to anna's request is hers");
        mallory.Greeting[^1].CatchUp.Updates.Should().BeEmpty();

        // And anna goes on as if nothing had been: her answer is still there for her.
        (await anna.ReplyAsync(Invite(1))).CallInvite.Should().NotBeNull();
        (await mallory.ReplyAsync(new Request { Id = 1, CallEnd = new CallEnd { CallId = "4711" } })).Error.Should().NotBeNull();
    }

    [Fact]
    public async Task The_same_name_in_another_app_is_another_user()
    {
        await using var server = await HostileServer.StartAsync();
        var annas = ForeignCall.HelloOf("anna");
        await using var anna = await RawSession.LoginAsync(server, annas);
        var hers = annas.Clone();
        hers.AppId = HostileServer.OtherAppId;
        hers.SessionId = anna.Welcome.SessionId;
        await using var other = await RawSession.LoginAsync(server, hers);
        other.Welcome.Resumed.Should().BeFalse();
        await anna.SendAsync(new ClientFrame { Ping = new Ping { Cookie = 7 } });
        (await anna.ReadAsync()).Pong.Cookie.Should().Be(7, "she is still there");
    }

    [Theory]
    [InlineData("instance")]
    [InlineData("session")]
    [InlineData("device")]
    public async Task A_session_is_resumed_only_by_whom_it_is_of(string other)
    {
        await using var server = await HostileServer.StartAsync();
        var first = ForeignCall.HelloOf("anna");
        await using var anna = await RawSession.LoginAsync(server, first);
        var second = first.Clone();
        second.SessionId = other == "session" ? new string('0', anna.Welcome.SessionId.Length) : anna.Welcome.SessionId;
        second.InstanceId = other == "instance" ? ByteString.CopyFrom(new byte[16]) : second.InstanceId;
        second.DeviceId = other == "device" ? "another-device" : second.DeviceId;
        await using var again = await RawSession.OpenAsync(server);
        await again.SendAsync(new ClientFrame { Hello = second });
        await again.SendAsync(RawSession.Proof(await again.ChallengeAsync(), second));
        var answer = await again.ReadAsync();
        (answer.Welcome?.Resumed ?? false).Should().BeFalse("the {0} is another", other);
    }

    [Fact]
    public async Task Sessions_have_names_that_nobody_guesses()
    {
        await using var server = await HostileServer.StartAsync();
        HashSet<string> names = [];
        for (var i = 0; i < 20; i++)
        {
            await using var session = await RawSession.LoginAsync(server);
            names.Add(session.Welcome.SessionId);
        }

        names.Should().HaveCount(20).And.OnlyContain(static name => name.Length == 32, "that is 128 random bits");
    }

    [Fact]
    public async Task A_challenge_is_new_each_time()
    {
        await using var server = await HostileServer.StartAsync();
        HashSet<string> nonces = [];
        for (var i = 0; i < 20; i++)
        {
            await using var session = await RawSession.OpenAsync(server);
            await session.SendAsync(new ClientFrame { Hello = Frames.Hello() });
            nonces.Add(Convert.ToHexString(await session.ChallengeAsync()));
        }

        nonces.Should().HaveCount(20).And.OnlyContain(static nonce => nonce.Length == 2 * LoginProof.NonceBytes);
    }

    [Theory]
    [InlineData("device")]
    [InlineData("app")]
    [InlineData("key of another app")]
    public async Task A_proof_is_good_for_what_it_was_made_for_only(string other)
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        var hello = Frames.Hello();
        await session.SendAsync(new ClientFrame { Hello = hello });
        var nonce = await session.ChallengeAsync();
        var made = hello.Clone();
        made.DeviceId = other == "device" ? "another-device" : made.DeviceId;
        made.AppId = other == "app" ? HostileServer.OtherAppId : made.AppId;
        await session.SendAsync(RawSession.Proof(nonce, made, other == "key of another app" ? HostileServer.OtherAppSign : HostileServer.AppSign));
        await session.RefusedAsync(RpcStatusCode.Unauthenticated, 6000101, "wrong appSign");
    }

    private static Request Invite(ulong id) => new()
    {
        Id = id,
        CallInvite = new CallInvite { CallId = "4711", Mode = (int)CallMode.Advanced, Invitees = { "alice" } },
    };
}
