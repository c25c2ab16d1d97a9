namespace ZimCall.Server.Tests.Hostile.Support;

/// <summary>Two users with real clients, who want nothing but to call each other.</summary>
internal sealed class Bystanders(ZIM alice, ZIM bob) : IAsyncDisposable
{
    public static async Task<Bystanders> LoginAsync(Uri server, TimeProvider time)
    {
        Bystanders both = new(Create(server), Create(server));
        await both.LoginAsync(time);
        return both;
    }

    public async Task CallAsync()
    {
        TaskCompletionSource<string> ringing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bob.OnCallInvitationReceived += (_, info, callID) => ringing.TrySetResult(callID + info.extendedData);
        bob.OnCallInvitationEnded += (_, _, callID) => ended.TrySetResult(callID);
        var call = await alice.CallInviteAsync(
            ["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced, extendedData = HostileServer.Private });
        (await ringing.Task.WaitAsync(HostileServer.Patience)).Should().Be(call.callID + HostileServer.Private);
        await bob.CallAcceptAsync(call.callID, new ZIMCallAcceptConfig { extendedData = HostileServer.Private });
        await alice.CallEndAsync(call.callID);
        (await ended.Task.WaitAsync(HostileServer.Patience)).Should().Be(call.callID);
        alice.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        bob.ConnectionState.Should().Be(ZIMConnectionState.Connected);
    }

    public async ValueTask DisposeAsync()
    {
        await alice.DisposeAsync();
        await bob.DisposeAsync();
    }

    private static ZIM Create(Uri server) => new(new ZIMOptions
    {
        AppID = HostileServer.AppId,
        AppSign = HostileServer.AppSign,
        ServerAddress = server,

        // So long that a connection that was broken would not be back in time.
        ReconnectBackoff = new ZIMBackoff { First = TimeSpan.FromMinutes(1), Max = TimeSpan.FromMinutes(1) },
    });

    private static string Token(string user, TimeProvider time) =>
        Token04.Generate(HostileServer.AppId, user, HostileServer.ServerSecret, TimeSpan.FromHours(1), time: time);

    private async Task LoginAsync(TimeProvider time)
    {
        await alice.LoginAsync(new ZIMUserInfo { userID = "alice" }, Token("alice", time));
        await bob.LoginAsync(new ZIMUserInfo { userID = "bob" }, Token("bob", time));
    }
}
