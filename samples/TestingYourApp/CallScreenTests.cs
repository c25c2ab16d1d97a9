using ZimCall.Testing;

namespace TestingYourApp;

/// <summary>
/// How to test an app's calls. <see cref="ZimTestBackend"/> is the real SDK and the real server in this process, without a
/// network, in a time of its own: nothing here opens a port, sleeps, or waits for 90 seconds.
/// </summary>
public sealed class CallScreenTests : IAsyncLifetime
{
    // One backend for each test, so that no test knows of another.
    private readonly ZimTestBackend _backend = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _backend.DisposeAsync();

    [Fact]
    public async Task It_rings_and_is_answered()
    {
        // Each LoginAsync is a device: a ZIM like the app makes one, already logged in.
        var alice = new CallScreen(await _backend.LoginAsync("alice"));
        var bob = new CallScreen(await _backend.LoginAsync("bob"));

        await alice.CallAsync("bob");

        // When SettleAsync returns, everything that can happen now has happened, your handlers included.
        await _backend.SettleAsync();
        bob.Text.Should().Be("alice is calling");

        await bob.AnswerAsync();
        await _backend.SettleAsync();
        alice.Text.Should().Be("Talking");
        bob.Text.Should().Be("Talking");
    }

    [Fact]
    public async Task It_stops_ringing_after_90_seconds()
    {
        var alice = new CallScreen(await _backend.LoginAsync("alice"));
        var bob = new CallScreen(await _backend.LoginAsync("bob"));
        await alice.CallAsync("bob");

        // Time passes only here, and takes no time.
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(89));
        bob.Text.Should().Be("alice is calling");

        await _backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        bob.Text.Should().Be("You missed a call");
        alice.Text.Should().Be("bob does not answer");
    }

    [Fact]
    public async Task It_hears_of_what_it_missed_in_a_tunnel()
    {
        var alice = new CallScreen(await _backend.LoginAsync("alice"));
        var phone = await _backend.LoginAsync("bob");
        var bob = new CallScreen(phone);
        await alice.CallAsync("bob");
        await _backend.SettleAsync();

        // Bob's train enters a tunnel: nothing gets through, and nobody is told.
        _backend.Drop(phone);
        await alice.GiveUpAsync();
        await _backend.SettleAsync();
        bob.Text.Should().Be("alice is calling", "no news has reached it");

        await _backend.ResumeAsync(phone);
        await _backend.SettleAsync();
        bob.Text.Should().Be("alice gave up");
    }

    [Fact]
    public async Task It_does_not_stay_in_a_call_that_a_server_took_with_it()
    {
        var alice = new CallScreen(await _backend.LoginAsync("alice"));
        var bob = new CallScreen(await _backend.LoginAsync("bob"));
        await alice.CallAsync("bob");
        await _backend.SettleAsync();

        // The server dies with all it knew, and another one starts. The SDK reconnects by itself within a moment.
        await _backend.CrashServerAsync();
        await _backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        alice.Text.Should().Be("The call was lost");
        bob.Text.Should().Be("The call was lost");
    }
}
