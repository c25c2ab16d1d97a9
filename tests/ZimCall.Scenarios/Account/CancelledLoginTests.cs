using ZimCall.Testing;

namespace ZimCall.Scenarios.Account;

/// <summary>A login that the app gives up while it is under way.</summary>
public sealed class CancelledLoginTests
{
    [Fact]
    public async Task It_is_not_gone_on_with()
    {
        await using var backend = new ZimTestBackend();
        var zim = backend.CreateZim();
        backend.Drop(zim);
        using var patience = new CancellationTokenSource();
        var login = zim.LoginAsync(new ZIMUserInfo { userID = "alice" }, null, patience.Token);
        await backend.SettleAsync();
        await patience.CancelAsync();
        await login.Invoking(static task => task).Should().ThrowAsync<OperationCanceledException>();
        await backend.SettleAsync();
        zim.ConnectionState.Should().Be(ZIMConnectionState.Disconnected);

        // The instance is free for the next login.
        backend.Drop(zim);
        var again = zim.LoginAsync(new ZIMUserInfo { userID = "bob" });
        await backend.ResumeAsync(zim);
        await again;
    }
}
