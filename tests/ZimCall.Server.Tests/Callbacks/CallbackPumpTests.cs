using Microsoft.Extensions.Logging;
using ZimCall.Server.Tests.Callbacks.Support;
using ZimCall.Server.Tests.Store;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Callbacks;

/// <summary>How callbacks get from the outbox to their receiver: in order, again and again, and with nobody in each other's way.</summary>
public sealed class CallbackPumpTests : IAsyncLifetime
{
    private readonly FakeSender _sender;
    private readonly ZimTestBackend _backend;
    private int _made;

    public CallbackPumpTests()
    {
        FakeSender? sender = null;
        sender = new FakeSender(new Later(() => _backend!.Time));
        _sender = sender;
        _backend = WatchedBackend.Create(_sender);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _backend.DisposeAsync().AsTask();

    [Fact]
    public async Task Callbacks_of_a_call_are_delivered_in_order_one_at_a_time()
    {
        TaskCompletionSource<string?> first = new();
        _sender.Answer = callback => callback.Id == "1" ? first.Task : Task.FromResult<string?>(null);
        await AddAsync("c1", "c1", "c1");
        Tried().Should().Equal("1");
        first.SetResult(null);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        Tried().Should().Equal("1", "2", "3");
    }

    [Fact]
    public async Task One_that_fails_is_tried_again_after_2_4_8_16_and_32_seconds_and_then_is_a_dead_letter()
    {
        _sender.Answer = static callback => Task.FromResult(callback.Id == "1" ? "status 500" : null);
        await AddAsync("c1", "c1");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(61.9));
        Tried().Should().Equal(["1", "1", "1", "1", "1"], "the sixth try is not due");
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(0.1));
        Tried().Should().Equal("1", "1", "1", "1", "1", "1", "2");
        var times = _sender.Tries.Select(static t => t.At).ToArray();
        times.Zip(times.Skip(1), static (x, y) => (y - x) / 1000).Should().Equal(2, 4, 8, 16, 32, 0);
        (await _backend.Store.Outbox.FindDeadAsync(Make.App, 0, 10, default)).Single().Callback.Id.Should().Be("1");
        await _backend.AdvanceAsync(TimeSpan.FromHours(1));
        Tried().Should().HaveCount(7, "a dead letter rests");
    }

    [Fact]
    public async Task A_dead_letter_that_is_sent_again_has_the_same_id_and_all_its_tries()
    {
        _sender.Answer = static _ => Task.FromResult<string?>("status 404");
        await AddAsync("c1");
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(2));
        var letters = new DeadLetters(_backend.Store, _backend.Time);
        (await letters.ListAsync(Make.App, 0, 10, default)).Single().Attempts.Should().Be(6);
        (await letters.ResendAsync(Make.App, ["1"], default)).Should().Be(1);
        (await letters.ListAsync(Make.App, 0, 10, default)).Should().BeEmpty();
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(2));
        Tried().Should().HaveCount(12).And.OnlyContain(static id => id == "1");
        _sender.Answer = static _ => Task.FromResult<string?>(null);
        await letters.ResendAsync(Make.App, null, default);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        _sender.Delivered.Should().ContainSingle();
        (await _backend.Store.Outbox.CountAsync(Make.App, default)).Should().Be(default(OutboxCount));
    }

    [Fact]
    public async Task What_fails_in_a_way_that_nobody_thought_of_is_a_dead_letter_too()
    {
        _sender.Answer = static _ => throw new InvalidOperationException("impossible");
        await AddAsync("c1");
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(5));
        Tried().Should().HaveCount(6);
        (await _backend.Store.Outbox.CountAsync(Make.App, default)).Should().Be(new OutboxCount(0, 1));
    }

    [Fact]
    public async Task A_receiver_that_hangs_on_one_call_does_not_delay_the_others_and_has_only_so_many_under_way()
    {
        _sender.Answer = static callback => callback.Lane == "c0" ? new TaskCompletionSource<string?>().Task : Task.FromResult<string?>(null);
        await AddAsync("c0", "c1", "c0", "c2");
        _sender.Delivered.Select(static callback => callback.Lane).Should().Equal("c1", "c2");

        _sender.Answer = static _ => new TaskCompletionSource<string?>().Task;
        await AddAsync([.. Enumerable.Range(10, 40).Select(static i => $"c{i}")]);
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(10));
        _sender.MostUnderWay.Should().Be(_backend.ServerOptions.CallbackParallelism);
    }

    [Fact]
    public async Task A_receiver_that_hangs_delays_no_call()
    {
        _sender.Answer = static _ => new TaskCompletionSource<string?>().Task;
        var (alice, bob) = (await _backend.LoginAsync("alice"), await _backend.LoginAsync("bob"));
        for (var i = 0; i < 30; i++)
        {
            var call = await alice.CallInviteAsync(["bob"]);
            await _backend.SettleAsync();
            await bob.CallRejectAsync(call.callID);
            await _backend.SettleAsync();
        }

        alice.ActiveCalls.Should().BeEmpty();
        _sender.Tries.Should().HaveCount(16);
    }

    [Fact]
    public async Task What_became_of_callbacks_is_counted()
    {
        _sender.Answer = static callback => Task.FromResult(callback.Lane == "bad" ? "status 500" : null);
        await AddAsync("good", "bad", "good");
        (await _backend.Backend.Callbacks.CountAsync(default)).Should().Be(new OutboxCount(1, 0));
        await _backend.AdvanceAsync(TimeSpan.FromMinutes(2));
        var counters = _backend.Backend.Callbacks.Counters;
        (counters.Delivered, counters.Failed, counters.Dead).Should().Be((2, 6, 1));
        (await _backend.Backend.Callbacks.CountAsync(default)).Should().Be(new OutboxCount(0, 1));
    }

    private string[] Tried() => [.. _sender.Tries.Select(static t => t.Callback.Id)];

    private async Task AddAsync(params string[] lanes)
    {
        var now = _backend.Time.GetUtcNow().ToUnixTimeMilliseconds();
        await _backend.Store.Outbox.AddAsync(
            [.. lanes.Select(lane => new OutgoingCallback($"{++_made}", Make.App, lane, "call_create", "{\"a\":1}"u8.ToArray(), now))], default);
        _backend.Backend.Callbacks.Wake(Make.App);
        await _backend.SettleAsync();
    }

    /// <summary>The backend's clock, which is made after those that it is given to.</summary>
    private sealed class Later(Func<TimeProvider> time) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time().GetUtcNow();
    }
}
