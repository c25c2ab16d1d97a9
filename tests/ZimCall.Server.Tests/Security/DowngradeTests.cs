using System.Net.Sockets;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;
using ZimCall.Wire;

namespace ZimCall.Server.Tests.Security;

/// <summary>Nobody talks the server into something weaker than it was set to.</summary>
public sealed class DowngradeTests
{
    [Theory]
    [InlineData(0u)]
    [InlineData(2u)]
    [InlineData(uint.MaxValue)]
    public async Task Another_version_of_the_protocol_is_refused_before_anything_else_is_looked_at(uint version)
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        var hello = Frames.Hello();
        hello.ProtocolVersion = version;
        hello.AppId = 12345;
        hello.Token = Token04.Generate(HostileServer.AppId, hello.UserId, HostileServer.ServerSecret, TimeSpan.FromHours(1));
        await session.SendAsync(new ClientFrame { Hello = hello });
        await session.RefusedAsync(RpcStatusCode.Unauthenticated, 6000101, $"protocol version {version}");
    }

    [Fact]
    public async Task Where_tokens_are_required_the_appSign_is_not_even_asked_for()
    {
        await using var server = await HostileServer.StartAsync(requireTokens: true);
        await using var session = await RawSession.OpenAsync(server);
        await session.SendAsync(new ClientFrame { Hello = Frames.Hello() });
        await session.RefusedAsync(RpcStatusCode.Unauthenticated, 6000103, "this server takes tokens only");
    }

    [Fact]
    public async Task A_session_that_began_with_a_token_is_not_resumed_by_the_appSign_where_tokens_are_required()
    {
        await using var server = await HostileServer.StartAsync(requireTokens: true);
        var hello = Frames.Hello();
        hello.Token = Token04.Generate(HostileServer.AppId, hello.UserId, HostileServer.ServerSecret, TimeSpan.FromHours(1));
        await using var session = await RawSession.LoginAsync(server, hello);
        hello.SessionId = session.Welcome.SessionId;
        hello.Token = "";
        await using var again = await RawSession.OpenAsync(server);
        await again.SendAsync(new ClientFrame { Hello = hello });
        await again.RefusedAsync(RpcStatusCode.Unauthenticated, 6000103, "this server takes tokens only");
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("03")]
    [InlineData("00AAAA")]
    [InlineData("none")]
    public async Task A_token_that_is_none_does_not_count_as_no_token(string token)
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.OpenAsync(server);
        var hello = Frames.Hello();
        hello.Token = token;
        await session.SendAsync(new ClientFrame { Hello = hello });
        var refused = (await FluentActions.Awaiting(session.ReadAsync).Should().ThrowAsync<RpcException>("there is no challenge after a bad token")).Which;
        refused.Trailers[SignalingMethod.ErrorCodeTrailer].Should().BeOneOf("6000103", "6000107");
    }

    [Fact]
    public async Task A_proof_is_compared_whole()
    {
        await using var server = await HostileServer.StartAsync();
        var hello = Frames.Hello();
        for (var length = 0; length < 32; length += 8)
        {
            await using var session = await RawSession.OpenAsync(server);
            await session.SendAsync(new ClientFrame { Hello = hello });
            var whole = RawSession.Proof(await session.ChallengeAsync(), hello).Proof.Hmac;
            var part = new Proof { Hmac = Google.Protobuf.ByteString.CopyFrom(whole.Span[..length]) };
            await session.SendAsync(new ClientFrame { Proof = part });
            await session.RefusedAsync(RpcStatusCode.Unauthenticated, 6000101, "wrong appSign");
        }
    }

    [Fact]
    public async Task A_client_that_offers_an_upgrade_from_HTTP1_is_refused()
    {
        await using var server = await HostileServer.StartAsync();
        using TcpClient client = new();
        await client.ConnectAsync(server.Address.Host, server.Address.Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n"u8.ToArray());
        using StreamReader reader = new(client.GetStream());
        (await reader.ReadToEndAsync().WaitAsync(HostileServer.Patience)).Should().StartWith("HTTP/1.1 505 ");
    }
}
