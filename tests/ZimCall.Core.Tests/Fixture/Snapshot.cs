namespace ZimCall.Core.Tests.Fixture;

/// <summary>
/// Calls put together by hand, so that every state can be tried in both modes whether or not a script leads there.
/// Beside the member in question there are always somebody who is in the call and somebody who rings.
/// </summary>
internal static class Snapshot
{
    public const string Caller = "alice";
    public const string InTheCall = "bob";
    public const string Ringing = "carol";

    public static Call With(CallMode mode, params Member[] members) => new()
    {
        CallId = "1",
        Caller = Caller,
        Mode = mode,
        TimeoutSeconds = 60,
        CreateTime = CallScript.Start,
        Revision = 5,
        Members =
        [
            members.FirstOrDefault(member => member.UserId == Caller) ?? Of(Caller, MemberState.Accepted),
            Of(InTheCall, MemberState.Accepted, Caller),
            Of(Ringing, MemberState.Received, Caller),
            .. members.Where(member => member.UserId != Caller),
        ],
    };

    public static Member Of(string user, MemberState state, string inviter = "") => new()
    {
        UserId = user,
        State = state,
        Inviter = inviter,
        Revision = 4,
        InvitedRevision = inviter.Length == 0 ? 0 : 1,
        Deadline = state.IsPending() ? CallScript.Start + 60_000 : 0,
        AcceptTime = state is MemberState.Accepted or MemberState.Quit ? CallScript.Start : 0,
        PrimaryDevice = state is MemberState.Accepted or MemberState.Quit ? user : "",
        Withdrawal = state == MemberState.Cancelled ? new Withdrawal(false, "") : null,
    };
}
