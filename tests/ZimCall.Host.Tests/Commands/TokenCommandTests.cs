using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Commands;

/// <summary><c>zimcall-server token</c>.</summary>
public sealed class TokenCommandTests : IDisposable
{
    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    [Trait("Category", "Process")]
    public async Task A_user_logs_in_with_it()
    {
        var (code, token, error) = await _operator.RunAsync("token", "--dev", "--user", "alice", "--lifetime", "5m", "--payload", "{\"room\":1}");
        (code, error).Should().Be((0, ""));
        token.Should().StartWith("04").And.EndWith("\n").And.NotContain(" ");

        var (host, url) = await DevelopmentHost.StartAsync();
        await using var _ = host;
        await using var zim = new ZIM(new ZIMOptions { AppID = 1, ServerAddress = new Uri(url) });
        await zim.LoginAsync(new ZIMUserInfo { userID = "alice" }, token.Trim());
        await using var other = new ZIM(new ZIMOptions { AppID = 1, ServerAddress = new Uri(url) });
        await other.Awaiting(zim => zim.LoginAsync(new ZIMUserInfo { userID = "bob" }, token.Trim())).Should().ThrowAsync<ZIMException>();
    }

    [Fact]
    public async Task The_secret_is_that_of_the_app_which_is_named()
    {
        var config = _operator.Write("server.json", $$"""
            { "apps": [
                { "id": 1, "app-sign": "{{Operator.AppSign}}", "server-secret": "{{new string('1', 32)}}" },
                { "id": 2, "app-sign": "{{Operator.AppSign}}", "server-secret": "{{new string('2', 32)}}" } ] }
            """);
        var (code, token, _) = await _operator.RunAsync("token", "--config", config, "--user", "alice", "--app-id", "2");
        code.Should().Be(0);
        var bytes = Convert.FromBase64String(token.Trim()[2..]);
        using var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = [.. Enumerable.Repeat((byte)'2', 32)];
        System.Text.Encoding.UTF8.GetString(aes.DecryptCbc(bytes.AsSpan(28), bytes.AsSpan(10, 16))).Should().Contain("\"app_id\":2");

        var (none, _, error) = await _operator.RunAsync("token", "--config", config, "--user", "alice");
        none.Should().Be(1);
        error.Should().Contain("--app-id is missing, for several apps are configured: 1, 2");
        (await _operator.RunAsync("token", "--config", config, "--user", "alice", "--app-id", "3")).Error.Should().Contain("app 3 is not configured; there are 1, 2");
    }

    [Theory]
    [InlineData("--user alice", "no app is configured")]
    [InlineData("--dev", "--user is missing")]
    [InlineData("--dev --user a/b --lifetime 3x", "--user is no userID", "--lifetime is '3x'; write a duration")]
    [InlineData("--dev --user alice --lifetime 999ms", "--lifetime is 999ms; it must be 1s or more")]
    [InlineData("--dev --user alice --app-id x", "--app-id")]
    [InlineData("--dev --user alice --payload LONG", "--payload is too long")]
    [InlineData("--user alice --app 7:x:short", "app 7: the ServerSecret is not 32 bytes")]
    [InlineData("--dev --user alice --bogus", "there is no option --bogus")]
    public async Task What_is_wrong_is_named_and_nothing_is_printed(string arguments, params string[] problems)
    {
        var (code, output, error) = await _operator.RunAsync(
            ["token", .. arguments.Split(' ').Select(static word => word == "LONG" ? new string('x', 70_000) : word)]);
        code.Should().Be(1);
        output.Should().BeEmpty();
        error.Should().ContainAll(problems).And.Contain("no token is made");
    }

    [Fact]
    public async Task Its_help_has_examples()
    {
        var (code, output, _) = await _operator.RunAsync("token", "--help");
        code.Should().Be(0);
        output.Should().ContainAll("zimcall-server token --config", "--lifetime <DURATION>", "Default: 24h", "--app-id");
    }
}
