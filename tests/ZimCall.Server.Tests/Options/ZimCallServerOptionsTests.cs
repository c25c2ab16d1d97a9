namespace ZimCall.Server.Tests.Options;

public class ZimCallServerOptionsTests
{
    private const string Sign = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF";
    private const string Secret = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void The_defaults_with_an_app_are_good() => Good().FindProblems().Should().BeEmpty();

    [Fact]
    public void No_app_is_a_problem() =>
        new ZimCallServerOptions().FindProblems().Should().ContainSingle().Which.Should().Be("no app is configured");

    [Fact]
    public void Every_problem_is_named_at_once()
    {
        var options = new ZimCallServerOptions
        {
            DeviceLoginPolicy = (DeviceLoginPolicy)7,
            MaxDevicesPerUser = 0,
            HeartbeatTimeout = TimeSpan.FromSeconds(2),
            HeartbeatInterval = TimeSpan.FromSeconds(0.5),
            LoginTimeout = TimeSpan.Zero,
            NotReceivedCheckInterval = TimeSpan.FromSeconds(6),
            AbsenceLimit = TimeSpan.FromSeconds(9),
            MaxFrameBytes = 1024,
            MaxQueuedBytes = 1024,
            EndedCallRetention = TimeSpan.FromSeconds(59),
            MaxEndedCalls = -1,
            SessionRequestsPerSecond = 0,
            UserRequestsPerSecond = 0,
            AppRequestsPerSecond = -1,
            UserLoginsPerMinute = 0,
            AppLoginsPerSecond = -1,
            MaxSessionsPerApp = -1,
            MaxPendingLogins = 0,
            MaxCallsPerUser = 0,
            MaxConcurrentRequests = 9,
            MaxSchedulingDelay = TimeSpan.FromMilliseconds(49),
            CallbackTimeout = TimeSpan.FromSeconds(31),
            CallbackParallelism = 0,
        };
        options.Apps.Add(new ZimCallApp(0, "short", "short"));
        options.Apps.Add(new ZimCallApp(0, Sign, Secret));
        options.Apps.Add(new ZimCallApp(2, Sign, Secret)
        {
            Callbacks = new ZimCallCallbackOptions(new Uri("ftp://example.com/x"), "short") { Events = ["call_create", "call_nothing"] },
        });
        var problems = options.FindProblems();
        foreach (var part in new[]
        {
            "an AppID is configured twice", "an AppID is 0", "AppSign", "ServerSecret", "DeviceLoginPolicy is 7", "MaxDevicesPerUser is 0",
            "HeartbeatTimeout is", "HeartbeatInterval is", "LoginTimeout is", "NotReceivedCheckInterval is", "AbsenceLimit is",
            "MaxFrameBytes is", "MaxQueuedBytes is", "EndedCallRetention is", "MaxEndedCalls is",
            "SessionRequestsPerSecond is", "UserRequestsPerSecond is", "AppRequestsPerSecond is", "UserLoginsPerMinute is",
            "AppLoginsPerSecond is", "MaxSessionsPerApp is", "MaxPendingLogins is", "MaxCallsPerUser is", "MaxConcurrentRequests is",
            "MaxSchedulingDelay is",
            "CallbackTimeout is", "CallbackParallelism is", "app 2: the callback URL must be", "app 2: the callback secret is shorter than 16 bytes",
            "app 2: there is no callback event 'call_nothing'; there are call_create, ",
        })
        {
            problems.Should().Contain(problem => problem.Contains(part, StringComparison.Ordinal), "{0} is wrong", part);
        }
    }

    [Theory]
    [InlineData("/callbacks")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://user:password@example.com/")]
    public void A_callback_URL_of_another_form_is_a_problem_and_no_secret_is_named(string address) =>
        WithApp(new ZimCallApp(1, Sign, Secret) { Callbacks = new ZimCallCallbackOptions(new Uri(address, UriKind.RelativeOrAbsolute), Secret) })
            .Should().ContainSingle().Which.Should().Contain("callback URL").And.NotContain("0123").And.NotContain("password");

    [Fact]
    public void Callbacks_name_no_secret() =>
        new ZimCallCallbackOptions(new Uri("https://example.com/cb?key=hidden"), Secret).ToString().Should().Be("callbacks to https://example.com/cb");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdefx")]
    [InlineData("0123456789abcdef0123456789abcdeü")]
    public void A_ServerSecret_that_is_not_32_bytes_is_a_problem(string? secret) =>
        WithApp(new ZimCallApp(1, Sign, secret!)).Should().ContainSingle().Which.Should().Contain("ServerSecret").And.NotContain("0123");

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg")]
    public void An_AppSign_that_is_not_64_hexadecimal_digits_is_a_problem(string? sign) =>
        WithApp(new ZimCallApp(1, sign!, Secret)).Should().ContainSingle().Which.Should().Contain("AppSign").And.NotContain("0123");

    [Fact]
    public void The_bounds_themselves_are_good()
    {
        var low = Good();
        (low.MaxDevicesPerUser, low.MaxFrameBytes, low.MaxEndedCalls) = (1, 8 * 1024, 0);
        (low.HeartbeatTimeout, low.HeartbeatInterval) = (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1.5));
        (low.LoginTimeout, low.NotReceivedCheckInterval) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
        (low.AbsenceLimit, low.EndedCallRetention) = (TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));
        low.FindProblems().Should().BeEmpty();
        var high = Good();
        (high.MaxDevicesPerUser, high.MaxFrameBytes, high.MaxEndedCalls) = (100, 4 * 1024 * 1024, int.MaxValue);
        (high.HeartbeatTimeout, high.HeartbeatInterval) = (TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5));
        (high.LoginTimeout, high.AbsenceLimit, high.EndedCallRetention) = (TimeSpan.FromMinutes(1), TimeSpan.FromHours(24), TimeSpan.MaxValue);
        high.FindProblems().Should().BeEmpty();
    }

    [Fact]
    public void An_app_in_a_log_shows_no_secret()
    {
        var app = new ZimCallApp(5, Sign, Secret);
        $"{app}".Should().Be("app 5");
    }

    private static IReadOnlyList<string> WithApp(ZimCallApp app)
    {
        var options = new ZimCallServerOptions();
        options.Apps.Add(app);
        return options.FindProblems();
    }

    private static ZimCallServerOptions Good()
    {
        var options = new ZimCallServerOptions();
        options.Apps.Add(new ZimCallApp(1, Sign, Secret));
        return options;
    }
}
