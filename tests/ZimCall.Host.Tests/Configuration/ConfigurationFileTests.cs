using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Configuration;

/// <summary>What is wrong with a file, all of it at once, and never a secret of it.</summary>
public sealed class ConfigurationFileTests : IDisposable
{
    private const string GoodApp = $$"""{ "id": 1, "app-sign": "{{Operator.AppSign}}", "server-secret": "{{Operator.ServerSecret}}" }""";

    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    public void Comments_lists_and_trailing_commas_are_allowed()
    {
        var config = _operator.Write("server.json", $$"""
            {
                // Where clients connect.
                "urls": [ "http://127.0.0.1:1", "http://127.0.0.1:2" ],
                "data": null, /* in memory for now */
                "apps": [ {{GoodApp}}, ],
            }
            """);
        var settings = _operator.Settings("--config", config);
        settings.FindProblems().Should().BeEmpty();
        settings.Addresses.Select(static address => address.Port).Should().Equal(1, 2);
    }

    [Theory]
    [InlineData("""{ "heartbeat-timout": "5s" }""", "server.json: there is no key 'heartbeat-timout'; did you mean heartbeat-timeout?")]
    [InlineData("""{ "heartbeatTimeout": "5s" }""", "server.json: there is no key 'heartbeatTimeout'; did you mean heartbeat-timeout?")]
    [InlineData("""{ "app": [] }""", "server.json: there is no key 'app'; did you mean apps?")]
    [InlineData("""{ "colour": "red" }""", "server.json: there is no key 'colour'")]
    [InlineData("""{ "config": "other.json" }""", "server.json: there is no key 'config'")]
    [InlineData("""{ "max-devices": 3, "max-devices": 4 }""", "server.json: the key 'max-devices' stands there twice")]
    [InlineData("""{ "max-devices": {} }""", "max-devices in server.json is neither text nor a number, true or false")]
    [InlineData("""{ "max-devices": [1] }""", "max-devices in server.json is neither text")]
    [InlineData("""{ "max-devices": 3.5 }""", "max-devices in server.json is '3.5'; write a whole number")]
    [InlineData("""{ "allow-clear-text": "perhaps" }""", "allow-clear-text in server.json is 'perhaps'; it must be true or false")]
    [InlineData("""{ "device-policy": "both" }""", "device-policy in server.json is 'both'; it must be one of multi, single")]
    [InlineData("""{ "urls": "ftp://x" }""", "urls in server.json: 'ftp://x' is not of the form")]
    [InlineData("""{ "urls": [] }""", "urls in server.json names no address")]
    [InlineData("""{ "store": "oracle:Password=keep-me-out" }""", "store in server.json is neither memory nor postgres:CONNECTIONSTRING")]
    [InlineData("""{ "data": "d", "store": "memory" }""", "data in server.json and store in server.json are both given")]
    [InlineData("""{ "tls-certificate": "missing.pem" }""", "tls-certificate in server.json missing.pem and its key cannot be read")]
    [InlineData("""{ "tls-key": "missing.pem" }""", "tls-key in server.json is given without --tls-certificate")]
    [InlineData("""{ "heartbeat-interval": "30s" }""", "heartbeat-interval in server.json is 00:00:30")]
    [InlineData("[]", "server.json is JSON, but no object")]
    [InlineData("""{ "store": "keep-me-out""", "is not valid JSON: line 1")]
    [InlineData("", "is not valid JSON: line 1")]
    public void Each_problem_says_where_it_stands(string json, string problem)
    {
        var config = _operator.Write("server.json", json);
        var problems = _operator.Problems("--dev", "--config", config);
        problems.Should().ContainSingle().Which.Should().Contain(problem).And.NotContain("keep-me-out");
    }

    [Theory]
    [InlineData("{}", "apps in server.json is not a list")]
    [InlineData("[ 7 ]", "app number 1 in server.json is not of the form")]
    [InlineData("[ { } ]", "app number 1 in server.json: 'id' is missing", "'app-sign' is missing", "'server-secret' is missing")]
    [InlineData("[ GOOD, { \"id\": \"x\", \"app-sign\": \"SIGN\", \"server-secret\": \"SECRET\" } ]", "app number 2 in server.json: the id is not a number")]
    [InlineData("[ { \"id\": 1, \"app-sign\": \"SIGN\", \"server-secret\": \"short\" } ]", "app 1: the ServerSecret is not 32 bytes (app number 1 in server.json)")]
    [InlineData("[ { \"id\": 1, \"appSign\": \"SIGN\", \"server-secret\": \"SECRET\" } ]", "there is no key 'appSign'; did you mean app-sign?", "'app-sign' is missing")]
    [InlineData("[ { \"id\": 1, \"id\": 2, \"app-sign\": \"SIGN\", \"server-secret\": \"SECRET\" } ]", "the key 'id' stands there twice")]
    [InlineData("[ GOOD, GOOD ]", "an AppID is configured twice")]
    public void Each_app_is_looked_at(string apps, params string[] problems)
    {
        var text = apps.Replace("GOOD", GoodApp, StringComparison.Ordinal).Replace("SIGN", Operator.AppSign, StringComparison.Ordinal)
            .Replace("SECRET", Operator.ServerSecret, StringComparison.Ordinal);
        var config = _operator.Write("server.json", $$"""{ "apps": {{text}} }""");
        var found = _operator.Problems("--config", config);
        found.Should().HaveSameCount(problems);
        string.Join('\n', found).Should().ContainAll(problems).And.NotContain(Operator.ServerSecret).And.NotContain(Operator.AppSign);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named_with_what_named_it()
    {
        _operator.Variables["ZIMCALL_CONFIG"] = _operator.PathOf("missing.json");
        _operator.Problems("--dev").Should().ContainSingle().Which.Should().StartWith("ZIMCALL_CONFIG ").And.Contain("missing.json cannot be read");
    }

    [Fact]
    public void A_variable_with_a_typing_error_is_a_problem_and_others_are_not()
    {
        _operator.Variables["ZIMCALL_MAX_DEVICE"] = "3";
        _operator.Variables["ZIMCALL_SERVER"] = "http://127.0.0.1:7350";
        _operator.Problems("--dev").Should().Equal("there is no variable ZIMCALL_MAX_DEVICE; did you mean ZIMCALL_MAX_DEVICES?");
    }

    [Fact]
    public async Task Everything_wrong_in_all_three_places_and_with_the_form_is_named_at_once()
    {
        _operator.Variables["ZIMCALL_LOGIN_TIMEOUT"] = "2h";
        var config = _operator.Write("server.json", """{ "max-devices": 1000, "colour": "red" }""");
        var (code, _, error) = await _operator.RunAsync("--config", config, "--log-level", "loud", "--heartbeet-timeout", "--app", "7");
        code.Should().Be(1);
        error.Should().ContainAll(
            "zimcall-server cannot start", "ZIMCALL_LOGIN_TIMEOUT is 2h", "max-devices in server.json is 1000", "no key 'colour'", "--log-level is 'loud'",
            "there is no option --heartbeet-timeout; did you mean --heartbeat-timeout?", "--app number 1 is not of the form");
    }
}
