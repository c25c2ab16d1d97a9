using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ZimCall.Server.Tests.Hostile.Support;

namespace ZimCall.Server.Tests.Hostile;

/// <summary>What the library says of a server that is none.</summary>
public sealed class UnusableServerTests
{
    [Fact]
    public async Task A_closed_port()
    {
        using TcpListener closed = new(IPAddress.Loopback, 0);
        closed.Start();
        Uri address = new($"http://{closed.LocalEndpoint}");
        closed.Stop();
        await FailsAsync(address, "the server could not be reached", $"could not connect to {address.GetLeftPart(UriPartial.Authority)}: connection refused");
    }

    [Fact]
    public async Task A_name_that_nobody_has() =>
        await FailsAsync(new Uri("http://no-such-host.invalid:7350"), "the server could not be reached", "could not connect to http://no-such-host.invalid:7350");

    [Fact]
    public async Task A_server_that_speaks_HTTP1_alone()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1));
        await using var server = builder.Build();
        await server.StartAsync();
        await FailsAsync(new Uri(server.Urls.Single()), "the server could not be reached", "does not speak HTTP/2");
    }

    [Fact]
    public async Task A_server_that_answers_with_HTTP1_and_hangs_up()
    {
        await using var server = FakeServer.Answering("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await FailsAsync(server.Address, "the server could not be reached", "HTTP/2");
    }

    [Fact]
    public async Task A_server_that_never_answers()
    {
        await using var server = FakeServer.Silent();
        await FailsAsync(server.Address, "the server could not be reached", "no answer within 2 s");
    }

    [Fact]
    public async Task A_ZimCall_server_without_TLS_called_with_it()
    {
        await using var server = await HostileServer.StartAsync();
        await FailsAsync(new Uri($"https://{server.Address.Authority}"), "the server could not be reached", "TLS failed");
    }

    private static async Task FailsAsync(Uri address, params string[] words)
    {
        await using ZIM zim = new(new ZIMOptions
        {
            AppID = HostileServer.AppId,
            AppSign = HostileServer.AppSign,
            ServerAddress = address,
            LoginTimeout = TimeSpan.FromSeconds(2),
        });
        var failed = (await zim.Awaiting(z => z.LoginAsync(new ZIMUserInfo { userID = "alice" }).WaitAsync(HostileServer.Patience))
            .Should().ThrowAsync<ZIMException>()).Which;
        failed.Error.code.Should().Be(ZIMErrorCode.NetworkModuleNetworkError);
        failed.Message.Should().ContainAll(words);
        zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);
    }
}
