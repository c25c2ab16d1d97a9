using System.Collections.Immutable;

namespace ZimCall.Server.Tests.Cluster;

/// <summary>What every directory of nodes does.</summary>
public abstract class NodeDirectoryContract : IAsyncLifetime
{
    private static readonly UserKey Alice = new(1, "alice");
    private static readonly TimeSpan Alive = TimeSpan.FromHours(1);
    private INodeDirectory? _directory;
    private int _lastSession;

    protected INodeDirectory Directory => _directory!;

    public async Task InitializeAsync() => _directory = await OpenAsync();

    public async Task DisposeAsync() => await CloseAsync(_directory!);

    protected abstract Task<INodeDirectory> OpenAsync();

    protected abstract Task CloseAsync(INodeDirectory directory);

    [Fact]
    public async Task Sessions_are_found_with_their_nodes_the_oldest_first()
    {
        await LoginAsync(Alice, "d1", "n1");
        await LoginAsync(Alice, "d2", "n2");
        await LoginAsync(new UserKey(1, "bob"), "d1", "n3");
        await LoginAsync(new UserKey(2, "alice"), "d1", "n3");
        var found = await Directory.FindAsync(1, ["alice"], default);
        found.Select(static session => (session.DeviceId, session.NodeId)).Should().Equal(("d1", "n1"), ("d2", "n2"));
        (await Directory.FindAsync(1, ["alice", "bob", "nobody"], default)).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_session_that_is_named_moves_to_the_node_that_names_it()
    {
        var first = await LoginAsync(Alice, "d1", "n1");
        var opening = await Directory.OpenAsync(new DeviceLogin(Fresh(Alice, "d1", "n2"), first.SessionId, 9), default);
        opening!.Before.Should().Be(first);
        opening.Session.Should().Be(first with { NodeId = "n2" });
        (await Directory.FindAsync(1, ["alice"], default)).Should().Equal(opening.Session);
        (await Directory.CloseAsync(first, default)).Should().Be(default(DeviceClosing), "the node does not hold it any more");
    }

    [Fact]
    public async Task A_login_above_the_limit_displaces_the_oldest_on_whichever_node()
    {
        var first = await LoginAsync(Alice, "d1", "n1");
        var second = await LoginAsync(Alice, "d2", "n2");
        var opening = await Directory.OpenAsync(new DeviceLogin(Fresh(Alice, "d3", "n3"), "", 1), default);
        opening!.Displaced.Should().Equal(first);
        (await Directory.FindAsync(1, ["alice"], default)).Should().Equal(second, opening.Session);
        (await Directory.OpenAsync(new DeviceLogin(Fresh(Alice, "d1", "n1"), first.SessionId, 1), default))
            .Should().BeNull("a reconnect pushes nobody out");
    }

    [Fact]
    public async Task The_last_session_stays_as_gone_until_it_is_forgotten()
    {
        var first = await LoginAsync(Alice, "d1", "n1");
        var second = await LoginAsync(Alice, "d2", "n2");
        (await Directory.CloseAsync(first, default)).Should().Be(new DeviceClosing(WasOpen: true, WasLast: false));
        (await Directory.CloseAsync(second, default)).Should().Be(new DeviceClosing(WasOpen: true, WasLast: true));
        (await Directory.FindAsync(1, ["alice"], default)).Should().BeEmpty();

        var lost = await Directory.AdoptAsync("n3", TimeSpan.Zero, 10, default);
        await Directory.RenewAsync(new NodeInfo("n2", "a"), Alive, default);
        lost = lost.IsEmpty ? await Directory.AdoptAsync("n3", TimeSpan.Zero, 10, default) : lost;
        lost.Select(static device => (device.Session.SessionId, device.Session.IsGone)).Should().Equal((second.SessionId, true));
        await Directory.ForgetAsync(lost[0].Session, default);
        await Directory.RenewAsync(new NodeInfo("n3", "a"), Alive, default);
        (await Directory.AdoptAsync("n4", TimeSpan.Zero, 10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_gone_device_that_logs_in_again_is_forgotten_as_gone()
    {
        var first = await LoginAsync(Alice, "d1", "n1");
        await Directory.CloseAsync(first, default);
        var again = await LoginAsync(Alice, "d1", "n2");
        await Directory.ForgetAsync(first, default);
        (await Directory.FindAsync(1, ["alice"], default)).Should().Equal(again);
    }

    [Fact]
    public async Task Devices_of_dead_nodes_go_to_one_node_each()
    {
        await Directory.RenewAsync(new NodeInfo("n0", "http://zero"), Alive, default);
        await LoginAsync(new UserKey(1, "u0"), "d", "n0");
        (await Directory.AdoptAsync("n2", Alive, 100, default)).Should().BeEmpty("the node lives");
        for (var round = 0; round < 10; round++)
        {
            await AdoptAsync($"n1-{round}", round);
        }
    }

    private async Task AdoptAsync(string dead, int round)
    {
        await Directory.RenewAsync(new NodeInfo(dead, "http://one"), Alive, default);
        for (var i = 0; i < 20; i++)
        {
            await LoginAsync(new UserKey(1, $"u{round}-{i}"), "d", dead);
        }

        await Directory.LeaveAsync(dead, default);
        await Directory.RenewAsync(new NodeInfo("n2", "http://two"), Alive, default);
        (await Directory.RenewAsync(new NodeInfo("n3", "http://three"), Alive, default)).Select(static node => node.Id)
            .Should().BeEquivalentTo("n0", "n2", "n3");
        var adopted = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
            Directory.AdoptAsync(i % 2 == 0 ? "n2" : "n3", Alive, 7, default).AsTask())));
        List<LostDevice> all = [.. adopted.SelectMany(static lost => lost)];
        while (await Directory.AdoptAsync("n2", Alive, 7, default) is { IsEmpty: false } more)
        {
            all.AddRange(more);
        }

        all.Select(static lost => lost.Session.User).Should().HaveCount(20).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Of_two_last_devices_that_go_at_once_one_is_the_last()
    {
        for (var round = 0; round < 20; round++)
        {
            var user = new UserKey(1, $"u{round}");
            var one = await LoginAsync(user, "d1", "n1");
            var two = await LoginAsync(user, "d2", "n2");
            var closings = await Task.WhenAll(
                Task.Run(() => Directory.CloseAsync(one, default).AsTask()), Task.Run(() => Directory.CloseAsync(two, default).AsTask()));
            closings.Should().OnlyContain(static closing => closing.WasOpen);
            closings.Count(static closing => closing.WasLast).Should().Be(1);
        }
    }

    [Fact]
    public async Task Many_logins_at_once_leave_as_many_as_are_allowed()
    {
        await Parallel.ForAsync(0, 60, async (i, _) =>
            await Directory.OpenAsync(new DeviceLogin(Fresh(Alice, $"d{i}", $"n{i % 3}"), "", 2), default));
        (await Directory.FindAsync(1, ["alice"], default)).Should().HaveCount(3);
    }

    private DeviceSession Fresh(UserKey user, string device, string node) =>
        new(user, device, $"s{Interlocked.Increment(ref _lastSession)}", $"i-{device}", node);

    private async Task<DeviceSession> LoginAsync(UserKey user, string device, string node) =>
        (await Directory.OpenAsync(new DeviceLogin(Fresh(user, device, node), "", 9), default))!.Session;
}
