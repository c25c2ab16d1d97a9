using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;
using ZimCall.Wire;

namespace ZimCall.Server.Tests.Hostile;

/// <summary>Logins that are refused, each with its code, and why nobody learns anything from them.</summary>
public sealed class LoginAttackTests
{
    [Theory]
    [InlineData(nameof(ClientFrame.Ping))]
    [InlineData(nameof(ClientFrame.Request))]
    [InlineData(nameof(ClientFrame.Proof))]
    [InlineData(nameof(ClientFrame.Logout))]
    [InlineData("nothing that is known")]
    public async Task The_first_frame_must_be_Hello(string kind)
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        await session.SendAsync(kind switch
        {
            nameof(ClientFrame.Ping) => new ClientFrame { Ping = new Ping() },
            nameof(ClientFrame.Request) => new ClientFrame { Request = new Request { Id = 1, CallEnd = new CallEnd { CallId = "1" } } },
            nameof(ClientFrame.Proof) => new ClientFrame { Proof = new Proof { Hmac = ByteString.CopyFrom(new byte[32]) } },
            nameof(ClientFrame.Logout) => new ClientFrame { Logout = new Logout() },
            _ => new ClientFrame(),
        });
        await session.RefusedAsync(RpcStatusCode.InvalidArgument, 6000001, "the first frame must be Hello");
        await server.Log.EntryAsync(1102, "the first frame must be Hello");
    }

    [Theory]
    [InlineData("version", RpcStatusCode.Unauthenticated, 6000101, "protocol version 99; this server speaks 1")]
    [InlineData("app", RpcStatusCode.NotFound, 6000003, "no app 8 here")]
    [InlineData("no app", RpcStatusCode.NotFound, 6000003, "no app 0 here")]
    [InlineData("no user", RpcStatusCode.InvalidArgument, 6000001, "malformed userID")]
    [InlineData("user", RpcStatusCode.InvalidArgument, 6000001, "malformed userID")]
    [InlineData("long user", RpcStatusCode.InvalidArgument, 6000001, "malformed userID")]
    [InlineData("user name", RpcStatusCode.InvalidArgument, 6000001, "userName has more than 256 bytes")]
    [InlineData("no device", RpcStatusCode.InvalidArgument, 6000001, "malformed device id")]
    [InlineData("device", RpcStatusCode.InvalidArgument, 6000001, "malformed device id")]
    [InlineData("instance", RpcStatusCode.InvalidArgument, 6000001, "malformed instance id")]
    [InlineData("token", RpcStatusCode.Unauthenticated, 6000103, "Token refused: invalid")]
    public async Task A_Hello_must_be_right_in_every_part(string what, RpcStatusCode status, int code, string words)
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        var hello = Frames.Hello();
        Action spoil = what switch
        {
            "version" => () => hello.ProtocolVersion = 99,
            "app" => () => hello.AppId = 8,
            "no app" => () => hello.AppId = 0,
            "no user" => () => hello.UserId = "",
            "user" => () => hello.UserId = "mal\nlory",
            "long user" => () => hello.UserId = new string('m', 33),
            "user name" => () => hello.UserName = new string('m', 257),
            "no device" => () => hello.DeviceId = "",
            "device" => () => hello.DeviceId = "a b",
            "instance" => () => hello.InstanceId = ByteString.CopyFrom(new byte[15]),
            _ => () => hello.Token = Token04.Generate(HostileServer.AppId, "alice", HostileServer.ServerSecret, TimeSpan.FromHours(1)),
        };
        spoil();
        await session.SendAsync(new ClientFrame { Hello = hello });
        await session.RefusedAsync(status, code, words);
        await server.Log.EntryAsync(1102, words);
    }

    [Fact]
    public async Task A_proof_with_another_appSign_is_refused()
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        var hello = Frames.Hello();
        await session.SendAsync(new ClientFrame { Hello = hello });
        await SendProofAsync(server, session, RawSession.Proof(await session.ChallengeAsync(), hello, new string('0', 64)));
        await session.RefusedAsync(RpcStatusCode.Unauthenticated, 6000101, "wrong appSign");
        await server.Log.EntryAsync(1102, "wrong appSign");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(60_000)]
    public async Task A_proof_of_another_length_is_refused(int length)
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        await session.SendAsync(new ClientFrame { Hello = Frames.Hello() });
        await session.ChallengeAsync();
        await session.SendAsync(new ClientFrame { Proof = new Proof { Hmac = ByteString.CopyFrom(new byte[length]) } });
        await session.RefusedAsync(RpcStatusCode.Unauthenticated, 6000101, "wrong appSign");
        await server.Log.EntryAsync(1102, "wrong appSign");
    }

    [Fact]
    public async Task A_proof_that_was_right_on_another_connection_is_refused()
    {
        await using var server = await HostileServer.StartAsync();
        var hello = Frames.Hello();
        await using var first = await RawSession.OpenAsync(server);
        await first.SendAsync(new ClientFrame { Hello = hello });
        var proof = RawSession.Proof(await first.ChallengeAsync(), hello);
        await SendProofAsync(server, first, proof);
        (await first.ReadAsync()).FrameCase.Should().Be(ServerFrame.FrameOneofCase.Welcome);

        await using var second = await RawSession.OpenAsync(server);
        await second.SendAsync(new ClientFrame { Hello = hello });
        await second.ChallengeAsync();
        await SendProofAsync(server, second, proof);
        await second.RefusedAsync(RpcStatusCode.Unauthenticated, 6000101, "wrong appSign");
        await server.Log.EntryAsync(1102, "wrong appSign");
    }

    [Fact]
    public async Task A_proof_for_one_user_is_none_for_another()
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        await session.SendAsync(new ClientFrame { Hello = Frames.Hello("alice") });
        await SendProofAsync(server, session, RawSession.Proof(await session.ChallengeAsync(), Frames.Hello("mallory")));
        await session.RefusedAsync(RpcStatusCode.Unauthenticated, 6000101, "wrong appSign");
    }

    [Fact]
    public async Task A_challenge_must_be_answered_with_a_proof()
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        await session.SendAsync(new ClientFrame { Hello = Frames.Hello() });
        await session.ChallengeAsync();
        await session.SendAsync(new ClientFrame { Hello = Frames.Hello() });
        await session.RefusedAsync(RpcStatusCode.InvalidArgument, 6000001, "the answer to Challenge must be Proof");
        await server.Log.EntryAsync(1102, "the answer to Challenge must be Proof");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_does_not_log_in_in_time_is_cut_off(bool saysHello)
    {
        await using var server = await HostileServer.StartAsync(loginTimeout: TimeSpan.FromSeconds(1));
        await using var session = await RawSession.OpenAsync(server);
        if (saysHello)
        {
            await session.SendAsync(new ClientFrame { Hello = Frames.Hello() });
            await session.ChallengeAsync();
        }

        await session.RefusedAsync(RpcStatusCode.Unauthenticated, 6000101, "not logged in within 1 s");
        await server.Log.EntryAsync(1102, "not logged in within 1 s");
    }

    [Fact]
    public async Task What_a_client_calls_itself_cannot_look_like_a_line_of_the_log()
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        var hello = Frames.Hello();
        hello.Client = "evil\r\n2026-01-01 info: everything is well" + new string('!', 10_000);
        await session.SendAsync(new ClientFrame { Hello = hello });
        await SendProofAsync(server, session, RawSession.Proof(await session.ChallengeAsync(), hello));
        await session.ReadAsync();
        var entry = await server.Log.EntryAsync(1101, "evil??2026");
        entry.Text.Should().NotContain("\n");
        entry.Text.Length.Should().BeLessThan(500);
    }

    private static Task SendProofAsync(HostileServer server, RawSession session, ClientFrame proof)
    {
        server.KeepSecret(proof.Proof.Hmac.Span);
        return session.SendAsync(proof);
    }
}
