using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Dashboard;

/// <summary>Some users who call each other, for there to be something to look at.</summary>
internal sealed class CallScene : IAsyncDisposable
{
    private static readonly string[] Names = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"];

    private readonly Dictionary<string, TestPhone> _phones = [];

    /// <summary>The call in which most happens.</summary>
    public string CallID { get; private set; } = "";

    public static async Task<CallScene> PlayAsync(string url)
    {
        var scene = new CallScene();
        foreach (var name in Names)
        {
            scene._phones[name] = await TestPhone.LoginAsync(url, name);
        }

        scene.CallID = await scene.InviteAsync("alice", "bob", "carol", "dave");
        await scene._phones["bob"].Zim.CallAcceptAsync(scene.CallID);
        await scene._phones["carol"].Zim.CallRejectAsync(scene.CallID);
        var second = await scene.InviteAsync("erin", "frank");
        await scene._phones["frank"].Zim.CallAcceptAsync(second);
        await scene.InviteAsync("grace", "heidi");
        return scene;
    }

    /// <summary>A little more of it.</summary>
    public async Task GoOnAsync()
    {
        await _phones["alice"].Zim.CallingInviteAsync(["carol"], CallID);
        await _phones["carol"].SeesAsync($"received {CallID}");
        await _phones["carol"].Zim.CallAcceptAsync(CallID);
        await _phones["alice"].Zim.CallCancelAsync(["dave"], CallID);
        await _phones["bob"].Zim.CallQuitAsync(CallID);
        await _phones["alice"].SeesAsync("bob Quit");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in _phones.Values)
        {
            await phone.DisposeAsync();
        }
    }

    private async Task<string> InviteAsync(string caller, params string[] invitees)
    {
        var call = await _phones[caller].Zim.CallInviteAsync(invitees, new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        foreach (var invitee in invitees)
        {
            await _phones[invitee].SeesAsync($"received {call.callID}");
        }

        return call.callID;
    }
}
