using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ZimCall.Extensions.Options;
using ZimCall.Extensions.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Extensions.Tests;

public class OptionsTests
{
    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once_when_the_host_starts()
    {
        await using var app = new TestApp(static services => services.AddZim(Section(
            ("AppID", "one"),
            ("AppSign", "no-secret-place"),
            ("RequestTimout", "00:00:05"),
            ("LoginTimeout", "10"),
            ("ReconnectBackoff:Factor", "1000"),
            ("UserID", "no body"))));

        var start = async () => await app.Host.StartAsync();

        var failures = (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Failures.ToList();
        failures.Should().HaveCount(7);
        foreach (var problem in new[]
        {
            "Zim:AppID cannot be read", "AppID must not be 0", "AppSign must be", "Zim:RequestTimout is not an option", "Zim:LoginTimeout cannot be read",
            "ReconnectBackoff.Factor must be 1 to 10", "UserID must be 1 to 32",
        })
        {
            failures.Should().ContainSingle(failure => failure.Contains(problem, StringComparison.Ordinal), problem);
        }

        string.Concat(failures).Should().NotContain("no-secret-place", "it might be a secret");
    }

    [Fact]
    public async Task Of_several_instances_it_says_which()
    {
        await using var app = new TestApp(static services =>
        {
            services.AddKeyedZim("support", static options => options.AppID = 0);
            services.AddKeyedZim("sales", static options => TestApp.Configure(options)).WithTokens(static (_, _, _) => Task.FromResult(""));
        });

        var start = async () => await app.Host.StartAsync();

        var message = (await start.Should().ThrowAsync<AggregateException>()).Which.Message;
        message.Should().Contain("support: AppID").And.Contain("sales: WithTokens");
    }

    [Fact]
    public async Task Who_logs_in_has_something_to_log_in_with()
    {
        await using var app = new TestApp(static services => services.AddZim(static options => options.AppID = 1).LoginAs("kiosk-7"));

        var start = async () => await app.Host.StartAsync();

        (await start.Should().ThrowAsync<OptionsValidationException>()).Which.Message.Should().Contain("AppSign or with WithTokens");
    }

    [Fact]
    public void Each_option_can_stand_in_the_configuration()
    {
        var options = typeof(ZIMOptions).GetProperties().Select(static property => property.Name)
            .Except([nameof(ZIMOptions.LoggerFactory), nameof(ZIMOptions.TimeProvider), nameof(ZIMOptions.SynchronizationContext), nameof(ZIMOptions.ReconnectBackoff)])
            .Concat(typeof(ZIMBackoff).GetProperties().Select(static property => $"ReconnectBackoff:{property.Name}"));

        ZimSection.Keys.Should().BeEquivalentTo(options.Append("UserID").Append("UserName"));
    }

    [Fact]
    public async Task What_stands_in_the_configuration_is_taken()
    {
        await using var app = new TestApp(static services => services.AddZim(Section(
            ("AppID", "1"),
            ("appsign", ZimTestBackend.AppSign),
            ("ServerAddress", "https://calls.example"),
            ("DeviceId", "kiosk"),
            ("RequestTimeout", "00:00:05"),
            ("LoginTimeout", "00:01:00"),
            ("HeartbeatInterval", "00:00:07"),
            ("ReconnectBackoff:First", "00:00:00.100"),
            ("ReconnectBackoff:Factor", "1.5"),
            ("ReconnectBackoff:Max", "00:00:20"),
            ("MaxReconnectTime", "infinite"),
            ("MaxFrameBytes", "100000"))));

        var options = app.Host.Services.GetRequiredService<IOptions<ZIMOptions>>().Value;

        options.Should().Be(new ZIMOptions
        {
            AppID = 1,
            AppSign = ZimTestBackend.AppSign,
            ServerAddress = new Uri("https://calls.example"),
            DeviceId = "kiosk",
            RequestTimeout = TimeSpan.FromSeconds(5),
            LoginTimeout = TimeSpan.FromMinutes(1),
            HeartbeatInterval = TimeSpan.FromSeconds(7),
            ReconnectBackoff = new ZIMBackoff { First = TimeSpan.FromMilliseconds(100), Factor = 1.5, Max = TimeSpan.FromSeconds(20) },
            MaxReconnectTime = Timeout.InfiniteTimeSpan,
            MaxFrameBytes = 100_000,
        });
    }

    [Fact]
    public async Task Later_configuration_comes_on_top()
    {
        await using var app = new TestApp(static services =>
        {
            services.AddZim(Section(("AppID", "1"), ("RequestTimeout", "00:00:05")));
            services.AddZim(static options => (options.AppSign, options.RequestTimeout) = (ZimTestBackend.AppSign, TimeSpan.FromSeconds(6))).LoginAs("kiosk-7");
            services.PostConfigure<ZIMOptions>(static options => options.DeviceId = "last");
        });
        await app.StartAsync();

        app.Factory.Made.Should().ContainSingle("it is one instance").Which.Options.Should().Match<ZIMOptions>(
            static options => options.AppID == 1 && options.RequestTimeout == TimeSpan.FromSeconds(6) && options.DeviceId == "last");
        app.Logged.Should().Equal([2200], "it is logged in once");
    }

    [Fact]
    public async Task The_documents_example_is_taken_as_it_stands()
    {
        var blocks = Markdown.InLanguages("json").Where(static block => block.Text.Contains("\"Zim\"", StringComparison.Ordinal)).ToList();
        blocks.Should().NotBeEmpty();
        foreach (var block in blocks)
        {
            using var json = new MemoryStream(Encoding.UTF8.GetBytes(block.Text));
            var section = new ConfigurationBuilder().AddJsonStream(json).Build().GetSection("Zim");
            await using var app = new TestApp(services => services.AddZim(section));

            var options = app.Host.Services.GetRequiredService<IOptions<ZIMOptions>>().Value;

            options.AppID.Should().Be(uint.Parse(section["AppID"]!, CultureInfo.InvariantCulture), "{0} is an example to copy", block);
        }
    }

    private static IConfigurationSection Section(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(static value => KeyValuePair.Create($"Zim:{value.Key}", (string?)value.Value)))
            .Build()
            .GetSection("Zim");
}
