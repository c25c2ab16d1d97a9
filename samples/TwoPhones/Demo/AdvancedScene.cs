using ZimCall;

namespace TwoPhones.Demo;

/// <summary>An Advanced call: two talk, a third is brought in, one leaves, one ends it.</summary>
internal static class AdvancedScene
{
    public static async Task PlayAsync(DemoPhone alice, DemoPhone bob, DemoPhone carol)
    {
        var invitation = new ZIMCallInviteConfig
        {
            mode = ZIMCallInvitationMode.Advanced,
            timeout = 60,
            extendedData = "video",
        };
        var call = await alice.DoAsync("CallInvite bob, Advanced", zim => zim.CallInviteAsync([bob.User], invitation));
        await bob.SeesAsync("OnCallInvitationReceived", "alice invites");
        await alice.SeesAsync("OnCallUserStateChanged", "bob Received");

        await bob.DoAsync("CallAccept", zim => zim.CallAcceptAsync(call.callID));
        await alice.SeesAsync("OnCallUserStateChanged", "bob Accepted");

        await alice.DoAsync("CallingInvite carol", zim => zim.CallingInviteAsync([carol.User], call.callID));
        await carol.SeesAsync("OnCallInvitationReceived", "alice invites");
        await bob.SeesAsync("OnCallUserStateChanged", "carol Received");

        await carol.DoAsync("CallAccept", zim => zim.CallAcceptAsync(call.callID));
        await alice.SeesAsync("OnCallUserStateChanged", "carol Accepted");
        await bob.SeesAsync("OnCallUserStateChanged", "carol Accepted");

        await bob.DoAsync("CallQuit", zim => zim.CallQuitAsync(call.callID));
        await alice.SeesAsync("OnCallUserStateChanged", "bob Quit");
        await carol.SeesAsync("OnCallUserStateChanged", "bob Quit");

        await bob.DoAsync("CallJoin, to come back", zim => zim.CallJoinAsync(call.callID));
        await alice.SeesAsync("OnCallUserStateChanged", "bob Accepted");
        await carol.SeesAsync("OnCallUserStateChanged", "bob Accepted");

        await alice.DoAsync("CallEnd", zim => zim.CallEndAsync(call.callID));
        await bob.SeesAsync("OnCallInvitationEnded", "by alice");
        await carol.SeesAsync("OnCallInvitationEnded", "by alice");
    }
}
