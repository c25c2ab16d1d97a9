using System.Net;
using System.Net.Sockets;
using ZimCall.Host.Tests.Support;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Host.Tests;

/// <summary>Three nodes as processes, with a PostgreSQL database between them.</summary>
[Trait("Category", "Process")]
[Trait("Needs", "PostgreSQL")]
public sealed class ClusterTests : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private readonly PostgresServer _postgres;
    private readonly List<ChildProcess> _nodes = [];
    private readonly List<string> _urls = [];

    public ClusterTests(PostgresServer postgres) => _postgres = postgres;

    public async Task InitializeAsync()
    {
        try
        {
            await StartAsync();
        }
        catch
        {
            // xunit disposes of nothing that did not begin well.
            await DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync()
    {
        var database = await _postgres.CreateDatabaseAsync();
        for (var i = 0; i < 3; i++)
        {
            var address = $"http://127.0.0.1:{FreePort.Find()}";
            var (process, url) = await DevelopmentHost.StartOnAsync(
                address, "--store", $"postgres:{database}", "--node-address", address, "--cluster-secret", "0123456789abcdef", "--node-id", $"n{i}");
            _nodes.Add(process);
            _urls.Add(url);
        }

        // Each has reached each; the first of them perhaps before it said where it listens.
        foreach (var node in _nodes)
        {
            await node.LinesAsync("Connected to node", _nodes.Count - 1);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_device_whose_node_is_killed_goes_on_at_another_and_misses_nothing()
    {
        await using Balancer balancer = new(_urls[1]);
        await using var alice = await TestPhone.LoginAsync(_urls[0], "alice");
        await using var bob = await TestPhone.LoginAsync(balancer.Url, "bob");
        await using var carol = await TestPhone.LoginAsync(_urls[2], "carol");
        var callID = await InviteAsync(alice, "bob", "carol");
        await bob.SeesAsync($"received {callID}");
        await carol.SeesAsync($"received {callID}");
        await carol.Zim.CallAcceptAsync(callID);
        await bob.SeesAsync("carol Accepted");

        balancer.Target = _urls[2];
        _nodes[1].Kill();
        await alice.Zim.CallCancelAsync(["bob"], callID);
        await bob.SeesAsync("Reconnecting");
        await bob.SeesAsync("Connected");
        await bob.SeesAsync($"cancelled {callID}");
        await carol.SeesAsync("bob Cancelled");
    }

    [Fact]
    public async Task A_request_whose_answer_died_with_its_node_has_one_effect_and_one_answer()
    {
        await using Balancer balancer = new(_urls[1]);
        await using var alice = await TestPhone.LoginAsync(_urls[0], "alice");
        await using var bob = await TestPhone.LoginAsync(balancer.Url, "bob");
        var callID = await InviteAsync(alice, "bob");
        await bob.SeesAsync($"received {callID}");

        balancer.IsMute = true;
        var accepting = bob.Zim.CallAcceptAsync(callID);
        await alice.SeesAsync("bob Accepted");
        accepting.IsCompleted.Should().BeFalse("its answer did not come through");
        balancer.Target = _urls[2];
        _nodes[1].Kill();
        balancer.IsMute = false;
        await accepting;
        var page = await alice.Zim.QueryCallInvitationListAsync(new ZIMCallInvitationQueryConfig { count = 10 });
        page.callList.Should().ContainSingle().Which.callUserList.Should().Contain(static user => user.userID == "bob" && user.state == ZIMCallUserState.Accepted);
    }

    [Fact]
    public async Task A_node_that_is_told_to_stop_sends_its_devices_elsewhere_and_nobody_is_gone()
    {
        await using Balancer balancer = new(_urls[1]);
        await using var alice = await TestPhone.LoginAsync(balancer.Url, "alice");
        await using var bob = await TestPhone.LoginAsync(_urls[0], "bob");
        var callID = await InviteAsync(alice, "bob");
        await bob.SeesAsync($"received {callID}");
        balancer.Target = _urls[2];
        await _nodes[1].TerminateAsync();
        await alice.SeesAsync("Reconnecting");
        await alice.SeesAsync("Connected");
        (await _nodes[1].ExitAsync()).Should().Be(0);
        await bob.Zim.CallAcceptAsync(callID);
        await alice.SeesAsync("bob Accepted");
    }

    [Fact]
    public async Task A_database_that_is_gone_for_a_while_costs_no_session()
    {
        await using var alice = await TestPhone.LoginAsync(_urls[0], "alice");
        await using var bob = await TestPhone.LoginAsync(_urls[1], "bob");
        var callID = await InviteAsync(alice, "bob");
        await bob.SeesAsync($"received {callID}");
        await alice.SeesAsync("bob Received");
        await _postgres.StopAsync("QUIT");
        try
        {
            var refused = await bob.Zim.Awaiting(zim => zim.CallAcceptAsync(callID)).Should().ThrowAsync<ZIMException>();
            refused.Which.Error.code.Should().Be(ZIMErrorCode.CommonModuleIMDatabaseError);
        }
        finally
        {
            await _postgres.StartAsync();
        }

        await bob.Zim.CallAcceptAsync(callID);
        await alice.SeesAsync("bob Accepted");
        alice.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    [Fact]
    public async Task A_node_without_the_secret_is_not_let_in()
    {
        using HttpClient client = new() { BaseAddress = new Uri(_urls[0]) };
        using HttpRequestMessage request = new(HttpMethod.Post, "/zimcall.cluster.v1.Nodes/Connect")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([]),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        request.Headers.TE.Add(new("trailers"));
        request.Headers.Add("zimcall-node-key", "a guess");
        using var response = await client.SendAsync(request);
        var headers = response.Headers.Concat(response.TrailingHeaders);
        headers.Should().Contain(static header => header.Key == "grpc-status" && header.Value.Single() == "16");
    }

    private static async Task<string> InviteAsync(TestPhone caller, params string[] invitees) =>
        (await caller.Zim.CallInviteAsync(invitees, new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced })).callID;
}
