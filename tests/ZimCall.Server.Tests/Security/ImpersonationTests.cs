using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;
using ZimCall.Wire;

namespace ZimCall.Server.Tests.Security;

/// <summary>Tokens, over the wire: one is good for one user of one app, at a login and at a renewal.</summary>
public sealed class ImpersonationTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_good_token_logs_in_without_a_challenge()
    {
        await using var server = await HostileServer.StartAsync();
        var hello = Frames.Hello();
        hello.Token = Token04.Generate(HostileServer.AppId, "mallory", HostileServer.ServerSecret, Hour);
        await using var session = await RawSession.LoginAsync(server, hello);
        session.Welcome.SessionId.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData(HostileServer.AppId, "alice", HostileServer.ServerSecret)]
    [InlineData(HostileServer.OtherAppId, "mallory", HostileServer.OtherServerSecret)]
    [InlineData(HostileServer.AppId, "mallory", HostileServer.OtherServerSecret)]
    [InlineData(HostileServer.OtherAppId, "mallory", HostileServer.ServerSecret)]
    [InlineData(HostileServer.AppId, "Mallory", HostileServer.ServerSecret)]
    public async Task A_token_of_another_user_app_or_secret_is_refused_at_login_and_renewal(uint appId, string user, string secret)
    {
        await using var server = await HostileServer.StartAsync();
        var token = Token04.Generate(appId, user, secret, Hour);
        var hello = Frames.Hello();
        hello.Token = token;
        await using var refused = await RawSession.OpenAsync(server);
        await refused.SendAsync(new ClientFrame { Hello = hello });
        await refused.RefusedAsync(RpcStatusCode.Unauthenticated, 6000103, "Token refused: invalid");

        await using var session = await RawSession.LoginAsync(server);
        (await session.AskAsync(new Request { Id = 1, RenewToken = new RenewToken { Token = token } })).Error.Code.Should().Be(6000103);
    }

    [Fact]
    public async Task Each_bit_of_a_token_counts_at_a_login()
    {
        await using var server = await HostileServer.StartAsync(
            configure: static options => options.SessionRequestsPerSecond = options.UserRequestsPerSecond = 100_000);
        var hello = Frames.Hello();
        var token = Token04.Generate(HostileServer.AppId, "mallory", HostileServer.ServerSecret, Hour);
        var bytes = Convert.FromBase64String(token[2..]);
        await using var session = await RawSession.LoginAsync(server, hello);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var renewal = new RenewToken { Token = "04" + Convert.ToBase64String(bytes) };
            (await session.AskAsync(new Request { Id = (ulong)bit + 1, SettledBelow = (ulong)bit + 1, RenewToken = renewal })).Error.Code.Should().Be(6000103, "bit {0}", bit);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
