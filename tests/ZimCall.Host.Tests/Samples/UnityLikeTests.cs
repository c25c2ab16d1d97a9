using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Samples;

/// <summary>The game as a process, with a server in another.</summary>
[Trait("Category", "Process")]
public sealed class UnityLikeTests
{
    [Fact]
    public async Task The_game_hears_everything_on_its_main_thread_and_ends_by_itself()
    {
        var (host, url) = await DevelopmentHost.StartAsync();
        await using var _ = host;
        await using var game = ChildProcess.Game(url);
        await game.LineAsync("frame", "Login is done");
        await game.LineAsync("frame", "CallInvite is done");
        await game.LineAsync("frame", "bob is Accepted");
        await game.LineAsync("frame", "alice hangs up");
        await game.LineAsync("frame", "alice is Disconnected, Success");
        await game.LineAsync("always on the main thread");
        (await game.ExitAsync()).Should().Be(0);
        game.Output.Should().NotContain("OnError");
    }

    [Fact]
    public async Task Without_a_server_it_says_so_in_a_sentence()
    {
        await using var game = ChildProcess.Game("http://127.0.0.1:9");
        (await game.ExitAsync()).Should().Be(1);
        game.Output.Should().Contain("No login: ").And.NotContain("   at ");
    }
}
