namespace ZimCall.Wire.Tests.Status;

public sealed class GrpcTimeoutTests
{
    private const long Day = TimeSpan.TicksPerDay;

    [Theory]
    [InlineData(TimeSpan.TicksPerMillisecond * 100, "100m")]
    [InlineData(TimeSpan.TicksPerSecond * 8, "8S")]
    [InlineData(TimeSpan.TicksPerMinute, "1M")]
    [InlineData(TimeSpan.TicksPerHour, "1H")]
    [InlineData(TimeSpan.TicksPerMillisecond * 1500, "1500m")]
    [InlineData(10, "1u")]
    [InlineData(1, "100n")]
    [InlineData(0, "1n")]
    [InlineData(-5, "1n")]
    [InlineData(Day * 10_000_000, "99999999H")]
    [InlineData((TimeSpan.TicksPerSecond * 30) + 1, "30000001u")]
    [InlineData((TimeSpan.TicksPerHour * 2) + 1, "7200001m")]
    public void A_timeout_is_written(long ticks, string value) =>
        GrpcTimeout.Format(new TimeSpan(ticks)).Should().Be(value);

    [Theory]
    [InlineData("100m", TimeSpan.TicksPerMillisecond * 100)]
    [InlineData("8S", TimeSpan.TicksPerSecond * 8)]
    [InlineData("2M", TimeSpan.TicksPerMinute * 2)]
    [InlineData("3H", TimeSpan.TicksPerHour * 3)]
    [InlineData("5u", 50L)]
    [InlineData("101n", 2L)]
    [InlineData("0S", 0L)]
    [InlineData("99999999H", 99_999_999 * TimeSpan.TicksPerHour)]
    public void A_timeout_is_read(string value, long ticks)
    {
        GrpcTimeout.TryParse(value, out TimeSpan timeout).Should().BeTrue();
        timeout.Ticks.Should().Be(ticks);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("-5S")]
    [InlineData("+5S")]
    [InlineData("5.5S")]
    [InlineData("5 S")]
    [InlineData("123456789S")]
    public void What_is_malformed_is_refused(string? value) => GrpcTimeout.TryParse(value, out _).Should().BeFalse();

    [Fact]
    public void A_written_timeout_is_never_shorter_than_meant()
    {
        var random = new Random(1);
        for (int i = 0; i < 10_000; i++)
        {
            var timeout = new TimeSpan(random.NextInt64(1, 1L << random.Next(1, 58)));
            GrpcTimeout.TryParse(GrpcTimeout.Format(timeout), out TimeSpan read).Should().BeTrue();
            read.Should().BeGreaterThanOrEqualTo(timeout);
        }
    }
}
