using System.Globalization;
using Microsoft.Extensions.Logging;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Sessions;

/// <summary>How a session notices that its connection is gone, and how it comes back.</summary>
public class ReconnectTests : SessionTest
{
    [Fact]
    public async Task A_half_open_connection_is_noticed_within_the_heartbeat_timeout()
    {
        var alice = await LoginAsync("alice");
        Backend.Drop(alice.Zim);
        await AdvanceAsync(10);
        alice.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected, "a silence of one beat says nothing");
        await AdvanceAsync(25);
        alice.Take().Should().Equal("Reconnecting/LoginInterrupted");
    }

    [Fact]
    public async Task Waits_grow_and_are_random()
    {
        using var first = new Waits();
        using var second = new Waits();
        await TryForALongTimeAsync(first, seed: 1);
        await TryForALongTimeAsync(second, seed: 2);

        for (var i = 0; i < first.Milliseconds.Count; i++)
        {
            first.Milliseconds[i].Should().BeInRange(0, (long)Math.Min(250 * Math.Pow(2, i), 15_000));
        }

        first.Milliseconds.Count.Should().BeGreaterThan(8);
        first.Milliseconds.Skip(4).Max().Should().BeGreaterThan(2_000, "the waits grow");
        first.Milliseconds.Take(8).Should().NotEqual(second.Milliseconds.Take(8), "devices do not come back all at once");
    }

    [Fact]
    public async Task ReconnectNow_does_not_wait()
    {
        var alice = await LoginAsync("alice", configure: static options => options with
        {
            ReconnectBackoff = new ZIMBackoff { First = TimeSpan.FromMinutes(1), Max = TimeSpan.FromMinutes(1) },
        });
        Backend.BreakConnection(alice.Zim);
        await Backend.SettleAsync();
        alice.Zim.ConnectionState.Should().Be(ZIMConnectionState.Reconnecting);

        alice.Zim.ReconnectNow();
        await Backend.SettleAsync();
        alice.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    [Fact]
    public async Task After_MaxReconnectTime_it_gives_up()
    {
        var alice = await LoginAsync("alice", configure: static options => options with { MaxReconnectTime = TimeSpan.FromSeconds(20) });
        Backend.BreakConnection(alice.Zim);
        Backend.Drop(alice.Zim);
        await AdvanceAsync(19);
        alice.Take().Should().Equal("Reconnecting/LoginInterrupted");
        await AdvanceAsync(1);
        alice.Take().Should().Equal("Disconnected/LoginTimeout");
        (await CodeOfAsync(alice.Zim.CallInviteAsync(["bob"]))).Should().Be(ZIMErrorCode.NetworkModuleUserIsNotLogged);
    }

    [Fact]
    public async Task A_server_that_dies_with_its_calls_leaves_nobody_waiting()
    {
        var (alice, bob) = (await LoginAsync("alice"), await LoginAsync("bob"));
        var call = await alice.Zim.StartCallAsync(["bob"], Advanced);
        await Backend.SettleAsync();
        Forget(alice, bob);

        await Backend.CrashServerAsync();
        await AdvanceAsync(1);

        (await call.OutcomeAsync().WaitAsync(TimeSpan.FromSeconds(10))).Should().BeOfType<ZIMCallOutcome.Ended>();
        foreach (var device in new[] { alice, bob })
        {
            device.Take().Should().Equal("Reconnecting/LoginInterrupted", "Connected/Success", "Error 6000276");
            device.Zim.ActiveCalls.Should().BeEmpty();
        }
    }

    private static async Task TryForALongTimeAsync(Waits waits, int seed)
    {
        await using var backend = new ZimTestBackend(new ZimTestBackendOptions { Seed = seed, LoggerFactory = waits });
        var zim = await backend.LoginAsync("alice");
        backend.BreakConnection(zim);
        backend.Drop(zim);
        await backend.AdvanceAsync(TimeSpan.FromMinutes(5));
    }

    /// <summary>The waits that a session writes into its log.</summary>
    private sealed class Waits : ILoggerFactory, ILogger
    {
        public List<long> Milliseconds { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name == "ConnectionLost" && state is IReadOnlyList<KeyValuePair<string, object?>> values
                && values.FirstOrDefault(static value => value.Key == "DelayMs").Value is { } delay)
            {
                Milliseconds.Add(Convert.ToInt64(delay, CultureInfo.InvariantCulture));
            }
        }

        public void Dispose()
        {
        }
    }
}
