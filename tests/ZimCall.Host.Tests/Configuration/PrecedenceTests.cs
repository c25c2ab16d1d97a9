using ZimCall.Host.Tests.Support;
using ZimCall.Server;

namespace ZimCall.Host.Tests.Configuration;

/// <summary>The command line comes before the environment, the environment before the file; each setting can stand in each.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private readonly Operator _operator = new();

    public static TheoryData<string> Names { get; } =
        [.. HostOptions.All.Where(static setting => setting.IsInFile && setting is not AppSetting).Select(static setting => setting.Name)];

    public void Dispose() => _operator.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_setting_can_stand_in_all_three(string name)
    {
        var setting = HostOptions.All.Single(setting => setting.Name == name);
        var config = _operator.Write("server.json", $$"""{ "{{name}}": "true" }""");
        _operator.Gather("--config", config).Where(setting).Should().Be($"{name} in server.json");

        var variable = $"ZIMCALL_{name.ToUpperInvariant().Replace('-', '_')}";
        _operator.Variables[variable] = "true";
        _operator.Gather("--config", config).Where(setting).Should().Be(variable);
        _operator.Gather("--config", config, $"--{name}", "true").Where(setting).Should().Be($"--{name}");

        _operator.Variables[variable] = "";
        _operator.Gather("--config", config).Where(setting).Should().Be($"{name} in server.json", "an empty variable says nothing");
    }

    [Fact]
    public void The_value_that_counts_is_the_first()
    {
        _operator.Variables["ZIMCALL_CONFIG"] = _operator.Write("server.json", """{ "max-devices": 3, "login-timeout": "30s", "absence-limit": "1h", "dev": true }""");
        _operator.Variables["ZIMCALL_MAX_DEVICES"] = "4";
        _operator.Variables["ZIMCALL_LOGIN_TIMEOUT"] = "40s";
        var server = _operator.Server("--max-devices", "5");
        server.MaxDevicesPerUser.Should().Be(5);
        server.LoginTimeout.Should().Be(TimeSpan.FromSeconds(40));
        server.AbsenceLimit.Should().Be(TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_flag_of_the_file_can_be_switched_off()
    {
        var config = _operator.Write("server.json", """{ "dev": true, "allow-invite-while-in-call": true }""");
        _operator.Server("--config", config).AllowInviteWhileInCall.Should().BeTrue();
        _operator.Server("--config", config, "--allow-invite-while-in-call", "false").AllowInviteWhileInCall.Should().BeFalse();
    }

    [Fact]
    public void Apps_come_from_the_first_place_that_has_any()
    {
        var config = _operator.Write("server.json", $$"""{ "apps": [ {{AppJson(1)}}, {{AppJson(2)}} ] }""");
        Ids("--config", config).Should().Equal(1, 2);
        _operator.Variables["ZIMCALL_APP"] = $"3:{Operator.AppSign}:{Operator.ServerSecret} 4:{Operator.AppSign}:{Operator.ServerSecret}";
        Ids("--config", config).Should().Equal(3, 4);
        Ids("--config", config, "--app", Operator.App).Should().Equal(7);
    }

    [Fact]
    public void Whatever_the_server_can_be_told_can_be_set()
    {
        var config = _operator.Write("server.json", $$"""
            {
                "apps": [ {{AppJson(1)}} ], "device-policy": "single", "max-devices": 3, "heartbeat-timeout": "60s", "heartbeat-interval": "5s",
                "login-timeout": "5s", "require-tokens": true, "not-received-check": "4s", "absence-limit": "1h", "allow-invite-while-in-call": true,
                "allow-unregistered-invitees": true, "max-frame-bytes": 8192, "max-queued-bytes": 65536, "ended-call-retention": "2h",
                "max-ended-calls": 5, "api-rate": 7, "session-rate": 8, "user-rate": 9, "app-rate": 10, "user-login-rate": 11, "app-login-rate": 12,
                "max-sessions": 13, "max-pending-logins": 14, "max-calls": 15, "max-requests": 16, "max-delay": "700ms",
                "callback-timeout": "7s", "callback-parallelism": 17,
            }
            """);
        var server = _operator.Server("--config", config);
        var byDefault = new ZimCallServerOptions();
        foreach (var property in typeof(ZimCallServerOptions).GetProperties().Where(static property => property.CanWrite))
        {
            property.GetValue(server).Should().NotBe(property.GetValue(byDefault), "{0} can be set", property.Name);
        }
    }

    private static string AppJson(uint id) => $$"""{ "id": {{id}}, "app-sign": "{{Operator.AppSign}}", "server-secret": "{{Operator.ServerSecret}}" }""";

    private IEnumerable<uint> Ids(params string[] arguments) => _operator.Server(arguments).Apps.Select(static app => app.AppId);
}
