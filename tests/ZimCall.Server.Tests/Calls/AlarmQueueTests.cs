using ZimCall.Server.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Calls;

public sealed class AlarmQueueTests : IDisposable
{
    private readonly VirtualTime _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_000_000));
    private readonly List<(string Key, long At)> _rung = [];
    private readonly AlarmQueue<string> _alarms;

    public AlarmQueueTests() => _alarms = new AlarmQueue<string>(_time, key => _rung.Add((key, _time.NowMs() - 1_000_000)));

    public void Dispose() => _alarms.Dispose();

    [Fact]
    public void Rings_each_at_its_time_whatever_the_order_they_were_set_in()
    {
        Set("c", 300);
        Set("a", 100);
        Set("d", 400);
        Set("b", 200);
        Advance(1000);
        _rung.Should().Equal(("a", 100), ("b", 200), ("c", 300), ("d", 400));
        _alarms.Count.Should().Be(0);
    }

    [Fact]
    public void Does_not_ring_a_millisecond_too_early()
    {
        Set("a", 100);
        Advance(99);
        _rung.Should().BeEmpty();
        Advance(1);
        _rung.Should().ContainSingle();
    }

    [Fact]
    public void Rings_at_once_for_what_is_overdue()
    {
        Set("a", -5000);
        Set("b", 0);
        Advance(0);
        _rung.Should().Equal(("a", 0), ("b", 0));
    }

    [Fact]
    public void Rings_all_that_are_due_at_one_moment()
    {
        for (var i = 0; i < 100; i++)
        {
            Set($"{i}", 50);
        }

        Advance(50);
        _rung.Select(static rung => rung.Key).Should().BeEquivalentTo(Enumerable.Range(0, 100).Select(static i => $"{i}"));
    }

    [Fact]
    public void A_key_has_one_alarm_the_last_it_was_set_to()
    {
        Set("a", 100);
        Set("a", 300);
        Set("a", 200);
        _alarms.Count.Should().Be(1);
        Advance(1000);
        _rung.Should().Equal(("a", 200));
    }

    [Fact]
    public void One_that_has_rung_can_be_set_again_also_to_the_same_time()
    {
        Set("a", 100);
        Advance(100);
        Set("a", 100);
        Advance(1);
        _rung.Should().Equal(("a", 100), ("a", 100));
    }

    [Fact]
    public void One_that_is_taken_back_does_not_ring()
    {
        Set("a", 100);
        Set("b", 100);
        _alarms.Set("a", long.MaxValue);
        Advance(1000);
        _rung.Should().Equal(("b", 100));
    }

    [Fact]
    public void Who_sets_the_first_does_not_move_the_one_that_is_set()
    {
        Set("a", 200);
        _alarms.SetFirst("a", 1_000_100);
        _alarms.SetFirst("b", 1_000_100);
        Advance(1000);
        _rung.Should().Equal(("b", 100), ("a", 200));
    }

    [Fact]
    public void What_was_moved_or_taken_back_is_not_kept_for_long()
    {
        for (var i = 0; i < 100_000; i++)
        {
            Set($"{i}", 60_000 + i);
            _alarms.Set($"{i}", i % 100 == 0 ? 1_090_000 : long.MaxValue);
        }

        _alarms.Count.Should().Be(1000);
        _alarms.Places.Should().BeLessThan(4000);
        Advance(200_000);
        _rung.Should().HaveCount(1000).And.OnlyContain(static rung => rung.At == 90_000);
        _alarms.Places.Should().Be(0);
    }

    [Fact]
    public void An_earlier_alarm_comes_before_the_one_the_timer_was_waiting_for()
    {
        Set("late", 1000);
        Advance(10);
        Set("early", 20);
        Advance(15);
        _rung.Should().Equal(("early", 20));
        Advance(1000);
        _rung.Should().Equal(("early", 20), ("late", 1000));
    }

    [Fact]
    public void Never_is_never()
    {
        _alarms.Set("a", long.MaxValue);
        _alarms.Count.Should().Be(0);
        _time.PendingTimers.Should().Be(0);
    }

    [Fact]
    public void A_time_beyond_what_a_timer_can_wait_is_rung_at_that_time()
    {
        const long hundredDays = 100L * 24 * 3600 * 1000;
        using var alarms = new AlarmQueue<string>(new EarlyTime(_time), key => _rung.Add((key, _time.NowMs() - 1_000_000)));
        alarms.Set("a", 1_000_000 + hundredDays);
        Advance(hundredDays - 1);
        _rung.Should().BeEmpty();
        Advance(1);
        _rung.Should().Equal(("a", hundredDays));
    }

    [Fact]
    public void A_timer_that_rings_early_is_set_again()
    {
        var early = new EarlyTime(_time);
        using var alarms = new AlarmQueue<string>(early, key => _rung.Add((key, early.NowMs() - 1_000_000)));
        alarms.Set("a", early.NowMs() + 100);
        Advance(1000);
        _rung.Should().Equal(("a", 100));
        early.Rings.Should().BeGreaterThan(2);
    }

    [Fact]
    public void An_alarm_can_be_set_while_one_rings()
    {
        AlarmQueue<int>? chain = null;
        List<long> rung = [];
        using var alarms = chain = new AlarmQueue<int>(_time, left =>
        {
            rung.Add(_time.NowMs() - 1_000_000);
            if (left > 0)
            {
                chain!.Set(left - 1, _time.NowMs() + 10);
            }
        });
        alarms.Set(3, 1_000_010);
        Advance(1000);
        rung.Should().Equal(10, 20, 30, 40);
    }

    [Fact]
    public void After_its_disposal_nothing_rings()
    {
        Set("a", 10);
        var ringing = _time.MoveToNext(_time.GetUtcNow() + TimeSpan.FromMilliseconds(10));
        _alarms.Dispose();
        ringing.Should().ContainSingle().Which.Ring();
        Set("b", 20);
        Advance(1000);
        _rung.Should().BeEmpty();
        _time.PendingTimers.Should().Be(0);
    }

    [Fact]
    public void A_timer_that_was_ringing_already_at_its_disposal_rings_nobody()
    {
        var early = new EarlyTime(_time);
        var alarms = new AlarmQueue<string>(early, key => _rung.Add((key, 0)));
        alarms.Set("a", early.NowMs());
        alarms.Dispose();
        early.RingAnyway();
        _rung.Should().BeEmpty();
    }

    private void Set(string key, long at) => _alarms.Set(key, 1_000_000 + at);

    private void Advance(long ms) => _time.Advance(TimeSpan.FromMilliseconds(ms));

    /// <summary>Timers of this clock ring halfway, as some that were told to wait too long do.</summary>
    private sealed class EarlyTime(VirtualTime time) : TimeProvider
    {
        private Action _ring = () => { };

        public int Rings { get; private set; }

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public void RingAnyway() => _ring();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return new Early(time.CreateTimer(
                _ =>
                {
                    Rings++;
                    callback(state);
                },
                null, dueTime, period));
        }

        private sealed class Early(ITimer inner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                // As the system's timers do.
                ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, TimeSpan.FromMilliseconds(uint.MaxValue - 1));
                return inner.Change(dueTime > TimeSpan.FromMilliseconds(1) ? dueTime / 2 : dueTime, period);
            }

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }
}
