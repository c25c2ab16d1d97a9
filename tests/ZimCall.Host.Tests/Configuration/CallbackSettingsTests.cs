using ZimCall.Host.Tests.Support;
using ZimCall.Server;

namespace ZimCall.Host.Tests.Configuration;

/// <summary>Where callbacks go: for all apps, or each app's own.</summary>
public sealed class CallbackSettingsTests : IDisposable
{
    private const string Secret = "keep-me-out-of-messages";

    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    public void What_is_given_for_all_apps_holds_for_those_without_their_own()
    {
        var config = _operator.Write("server.json", $$"""
            {
                "callback-url": "https://all.example/", "callback-secret": "{{Secret}}", "callback-allow-private": [ "all.example", "b" ],
                "apps": [
                    { "id": 1, "app-sign": "{{Operator.AppSign}}", "server-secret": "{{Operator.ServerSecret}}" },
                    { "id": 2, "app-sign": "{{Operator.AppSign}}", "server-secret": "{{Operator.ServerSecret}}",
                      "callback-url": "https://own.example/x", "callback-secret": "{{Secret}}-2", "callback-events": [ "call_create", "call_end" ] }
                ]
            }
            """);
        var settings = _operator.Settings("--config", config, "--callback-timeout", "7s", "--callback-parallelism", "3");
        settings.FindProblems().Should().BeEmpty();
        var server = new ZimCallServerOptions();
        settings.Configure(server);
        server.Apps[0].Callbacks!.Url.Should().Be(new Uri("https://all.example/"));
        server.Apps[0].Callbacks!.Secret.Should().Be(Secret);
        server.Apps[0].Callbacks!.Events.Should().Equal(CallbackEvents.Zim);
        server.Apps[1].Callbacks!.Url.Should().Be(new Uri("https://own.example/x"));
        server.Apps[1].Callbacks!.Secret.Should().Be($"{Secret}-2");
        server.Apps[1].Callbacks!.Events.Should().Equal("call_create", "call_end");
        server.CallbackAllowPrivateHosts.Should().Equal("all.example", "b");
        (server.CallbackTimeout, server.CallbackParallelism).Should().Be((TimeSpan.FromSeconds(7), 3));
    }

    [Theory]
    [InlineData("callback-url needs callback-secret", "--callback-url", "https://a.example/")]
    [InlineData("callback-url is missing", "--callback-secret", Secret)]
    [InlineData("callback-url is missing", "--callback-events", "all")]
    [InlineData("callback-url is not of the form", "--callback-url", "here", "--callback-secret", Secret)]
    [InlineData("the callback URL must be of the form", "--callback-url", "ftp://a.example/", "--callback-secret", Secret)]
    [InlineData("the callback secret is shorter than 16 bytes", "--callback-url", "https://a.example/", "--callback-secret", "keep-me-out")]
    [InlineData("there is no callback event 'call_ring'", "--callback-url", "https://a.example/", "--callback-secret", Secret, "--callback-events", "call_end;call_ring")]
    [InlineData("--callback-timeout is 31s; it must be from 1s to 30s", "--callback-timeout", "31s")]
    public void Each_problem_is_named(string problem, params string[] arguments) =>
        _operator.Problems(["--dev", .. arguments]).Should().ContainSingle().Which.Should().Contain(problem).And.NotContain("keep-me-out");
}
