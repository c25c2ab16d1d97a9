using ZimCall.Tests.Fakes;

namespace ZimCall.Tests.Options;

public class ZIMOptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_named_at_once()
    {
        var options = new ZIMOptions
        {
            AppID = 0,
            AppSign = "not hexadecimal",
            ServerAddress = new Uri("ftp://calls.example"),
            DeviceId = "",
            TimeProvider = null!,
            RequestTimeout = TimeSpan.Zero,
            LoginTimeout = TimeSpan.FromHours(1),
            HeartbeatInterval = TimeSpan.FromMinutes(2),
            ReconnectBackoff = new ZIMBackoff { First = TimeSpan.Zero, Factor = double.NaN, Max = TimeSpan.FromHours(1) },
            MaxReconnectTime = TimeSpan.Zero,
            MaxFrameBytes = 1,
        };

        var make = () => new ZIM(options, (resolved, events) => new FakeEngine(resolved, events));

        var message = make.Should().Throw<ArgumentException>().Which.Message;
        foreach (var name in new[]
        {
            "AppID", "AppSign", "ServerAddress", "DeviceId", "TimeProvider", "RequestTimeout", "LoginTimeout", "HeartbeatInterval",
            "ReconnectBackoff.First", "ReconnectBackoff.Factor", "ReconnectBackoff.Max", "MaxReconnectTime", "MaxFrameBytes",
        })
        {
            message.Should().Contain(name);
        }

        message.Should().NotContain("not hexadecimal", "the sign is a secret");
    }

    [Fact]
    public void No_options_are_an_ArgumentNullException()
    {
        var make = () => new ZIM(null!);

        make.Should().Throw<ArgumentNullException>();
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_device_id_is_short_printable_ASCII(string deviceId)
    {
        var make = () => new Device(options => options with { DeviceId = deviceId });

        make.Should().Throw<ArgumentException>().WithMessage("*DeviceId*");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public async Task The_ends_of_a_range_belong_to_it(int seconds)
    {
        await using var device = new Device(options => options with
        {
            RequestTimeout = TimeSpan.FromSeconds(seconds),
            LoginTimeout = TimeSpan.FromSeconds(seconds),
            MaxReconnectTime = TimeSpan.FromSeconds(seconds),
        });

        device.Engine.Options.RequestTimeout.Should().Be(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public async Task The_engine_gets_every_default()
    {
        await using var one = new Device(options => options with { LoggerFactory = null });
        await using var other = new Device();

        one.Engine.Options.LoggerFactory.Should().NotBeNull();
        one.Engine.Options.ServerAddress.Should().NotBeNull();
        one.Engine.Options.DeviceId.Should().MatchRegex("^[0-9a-f]{32}$").And.NotBe(other.Engine.Options.DeviceId);
        one.Engine.Options.MaxReconnectTime.Should().Be(Timeout.InfiniteTimeSpan);
        one.Engine.Options.HeartbeatInterval.Should().BeNull();
    }

    [Fact]
    public async Task The_context_is_the_one_that_is_current_unless_another_is_given()
    {
        var before = SynchronizationContext.Current;
        var (current, given) = (new SynchronizationContext(), new SynchronizationContext());
        Device taken;
        Device told;
        SynchronizationContext.SetSynchronizationContext(current);
        try
        {
            taken = new Device();
            told = new Device(options => options with { SynchronizationContext = given });
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }

        taken.Engine.Options.SynchronizationContext.Should().BeSameAs(current);
        told.Engine.Options.SynchronizationContext.Should().BeSameAs(given);
        await taken.DisposeAsync();
        await told.DisposeAsync();
    }

    [Fact]
    public async Task What_is_set_after_the_instance_was_made_changes_nothing()
    {
        var options = new ZIMOptions { AppID = 1 };
        ZIMOptions? taken = null;
        await using var zim = new ZIM(options, (resolved, events) => new FakeEngine(taken = resolved, events));

        options.RequestTimeout = TimeSpan.FromMinutes(1);

        taken!.RequestTimeout.Should().Be(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Problems_can_be_found_without_making_an_instance()
    {
        new ZIMOptions { AppID = 1 }.FindProblems().Should().BeEmpty();
        new ZIMOptions { MaxFrameBytes = 1 }.FindProblems().Should().HaveCount(2);
    }

    [Fact]
    public void The_sign_is_not_printed()
    {
        var sign = new string('f', 64);

        new ZIMOptions { AppID = 5, AppSign = sign }.ToString().Should().Contain("AppID = 5").And.NotContain(sign);
    }
}
