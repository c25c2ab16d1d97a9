using Microsoft.Extensions.Logging.Abstractions;
using ZimCall.Storage.Postgres;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Storage.Tests;

/// <summary>The database's clock, as far as this machine knows it.</summary>
public sealed class DatabaseClockTests
{
    private readonly SetTime _here = new();
    private TimeSpan _databaseAhead = TimeSpan.Zero;
    private TimeSpan _roundTrip = TimeSpan.Zero;

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task A_clock_that_is_wrong_is_put_right(int seconds)
    {
        _databaseAhead = TimeSpan.FromSeconds(seconds);
        await using var clock = await StartAsync();
        clock.GetUtcNow().Should().Be(SetTime.Start.AddSeconds(seconds));
        _here.Passed += TimeSpan.FromMinutes(1);
        clock.GetUtcNow().Should().Be(SetTime.Start.AddSeconds(60 + seconds));
    }

    [Fact]
    public async Task The_answer_is_taken_to_be_half_a_round_trip_old()
    {
        _roundTrip = TimeSpan.FromSeconds(2);
        await using var clock = await StartAsync();
        clock.GetUtcNow().Should().Be(_here.GetUtcNow(), "the database's clock and this one agree");
    }

    [Fact]
    public async Task It_never_goes_back()
    {
        await using var clock = await StartAsync();
        _here.Passed = TimeSpan.FromSeconds(10);
        var seen = clock.GetUtcNow();
        _here.Passed = TimeSpan.FromSeconds(4);
        clock.GetUtcNow().Should().Be(seen);
        _here.Passed = TimeSpan.FromSeconds(11);
        clock.GetUtcNow().Should().Be(seen.AddSeconds(1));
    }

    [Fact]
    public async Task Stretches_of_time_are_this_machines()
    {
        _databaseAhead = TimeSpan.FromSeconds(5);
        await using var clock = await StartAsync();
        var start = clock.GetTimestamp();
        _here.Passed += TimeSpan.FromSeconds(3);
        clock.GetElapsedTime(start).Should().Be(TimeSpan.FromSeconds(3));
    }

    private Task<DatabaseClock> StartAsync() => DatabaseClock.StartAsync(
        _ =>
        {
            // The database looks at its clock in the middle of the way.
            _here.Passed += _roundTrip / 2;
            var answer = _here.GetUtcNow() + _databaseAhead;
            _here.Passed += _roundTrip / 2;
            return ValueTask.FromResult(answer);
        },
        _here,
        NullLogger.Instance,
        default);
}
