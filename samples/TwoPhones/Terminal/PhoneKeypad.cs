using ZimCall;

namespace TwoPhones.Terminal;

/// <summary>What the keys do, given the calls that the phone is in or rings for.</summary>
internal static class PhoneKeypad
{
    /// <returns>What was done, for the person at the phone.</returns>
    /// <exception cref="ZIMException">It was refused.</exception>
    public static async Task<string> PressAsync(ZIM zim, string user, Press press)
    {
        var ringing = zim.ActiveCalls.FirstOrDefault(static call => call.RingTimeLeft is not null);
        var current = zim.ActiveCalls.FirstOrDefault(static call => call.OwnState == ZIMCallUserState.Accepted);
        switch (press.Key)
        {
            case 'a' when ringing is not null:
                await zim.CallAcceptAsync(ringing.CallID);
                return $"you accepted the call of {ringing.Inviter}";
            case 'r' when ringing is not null:
                await zim.CallRejectAsync(ringing.CallID);
                return $"you rejected the call of {ringing.Inviter}";
            case 'c' when current is not null:
                return await CancelAsync(zim, user, current);
            case 'i' when press.Name.Length > 0:
                return await InviteAsync(zim, press.Name.Split(',', StringSplitOptions.TrimEntries), current);
            case 'q' when current is not null:
                await zim.CallQuitAsync(current.CallID);
                return "you left the call";
            case 'e' when current is not null:
                await zim.CallEndAsync(current.CallID);
                return "you ended the call";
            case 'a' or 'r':
                return "nothing is ringing";
            case 'c' or 'q' or 'e':
                return "you are in no call";
            default:
                return Keys.Help;
        }
    }

    private static async Task<string> InviteAsync(ZIM zim, IReadOnlyList<string> names, ZIMActiveCall? current)
    {
        List<ZIMErrorUserInfo> leftOut;
        if (current is null)
        {
            var sent = await zim.CallInviteAsync(names, new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced, timeout = 60 });
            leftOut = sent.errorUserList;
        }
        else
        {
            leftOut = (await zim.CallingInviteAsync(names, current.CallID)).errorUserList;
        }

        var missing = leftOut.ConvertAll(static left => left.userID);
        var called = string.Join(", ", names.Except(missing));
        return missing.Count == 0 ? $"calling {called}" : $"calling {called}; not {string.Join(", ", missing)}";
    }

    /// <summary>The whole call as long as nobody has answered it, else those who still ring for this user.</summary>
    private static async Task<string> CancelAsync(ZIM zim, string user, ZIMActiveCall call)
    {
        var isAnswered = call.Members.Any(member => member.UserID != user && member.State == ZIMCallUserState.Accepted);
        List<string> ringing = isAnswered
            ? [.. call.Members.Where(static member => IsRinging(member.State)).Select(static member => member.UserID)]
            : [];
        if (isAnswered && ringing.Count == 0)
        {
            return "nobody is ringing any more";
        }

        await zim.CallCancelAsync(ringing, call.CallID);
        return isAnswered ? $"you cancelled the invitation of {string.Join(", ", ringing)}" : "you cancelled the call";
    }

    private static bool IsRinging(ZIMCallUserState state) =>
        state is ZIMCallUserState.Inviting or ZIMCallUserState.Received or ZIMCallUserState.NotYetReceived;
}
