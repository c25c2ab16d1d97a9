using ZimCall;

namespace TwoPhones.Demo;

/// <summary>A General call that nobody answers.</summary>
internal static class GeneralScene
{
    public static async Task PlayAsync(DemoPhone alice, DemoPhone bob)
    {
        var invitation = new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.General, timeout = 3, extendedData = "voice" };
        await alice.DoAsync("CallInvite bob, General, for 3 s", zim => zim.CallInviteAsync([bob.User], invitation));
        await bob.SeesAsync("OnCallInvitationReceived", "rings 3 s");
        await bob.SeesAsync("OnCallInvitationTimeout");
        await alice.SeesAsync("OnCallUserStateChanged", "bob Timeout");
    }
}
