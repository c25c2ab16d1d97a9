using ZimCall.Protocol;

namespace ZimCall.Book;

/// <summary>From the wire's messages to the API's data classes: the one mapping.</summary>
internal static class ToApi
{
    public static List<ZIMCallUserInfo> Users(IEnumerable<Member> members) => [.. members.Select(static member => new ZIMCallUserInfo
    {
        userID = member.UserId,
        state = (ZIMCallUserState)member.State,
        extendedData = member.ExtendedData,
    })];

    public static List<ZIMErrorUserInfo> ErrorUsers(IEnumerable<UserError> users) => [.. users.Select(static user => new ZIMErrorUserInfo
    {
        userID = user.UserId,
        reason = (uint)user.Code,
    })];

    public static ZIMCallInfo CallInfo(CallPicture call) => new()
    {
        callID = call.CallId,
        caller = call.Caller,
        inviter = call.Inviter,
        mode = (ZIMCallInvitationMode)call.Mode,
        state = (ZIMCallState)call.State,
        extendedData = call.ExtendedData,
        createTime = call.CreateTime,
        endTime = call.EndTime,
        callUserList = Users(call.Members),
    };

    public static ZIMCallInvitationCreatedInfo Created(InvitationCreated created) => new()
    {
        mode = (ZIMCallInvitationMode)created.Call.Mode,
        caller = created.Call.Caller,
        extendedData = created.Call.ExtendedData,
        timeout = created.Call.Timeout,
        createTime = created.Call.CreateTime,
        callUserList = Users(created.Call.Members),
    };

    public static ZIMCallInvitationReceivedInfo Received(InvitationReceived received) => new()
    {
        mode = (ZIMCallInvitationMode)received.Call.Mode,
        caller = received.Call.Caller,
        inviter = received.Call.Inviter,
        extendedData = received.Call.ExtendedData,
        timeout = received.Call.Timeout,
        createTime = received.Call.CreateTime,
        callUserList = Users(received.Call.Members),
    };

    public static ZIMCallUserStateChangeInfo StateChanged(UserStateChanged changed) => new() { callUserList = Users(changed.Changed) };

    public static ZIMCallInvitationCancelledInfo Cancelled(InvitationCancelled cancelled) => new()
    {
        inviter = cancelled.Inviter,
        mode = (ZIMCallInvitationMode)cancelled.Mode,
        extendedData = cancelled.ExtendedData,
    };

    public static ZIMCallInvitationEndedInfo Ended(InvitationEnded ended) => new()
    {
        caller = ended.Caller,
        operatedUserID = ended.OperatedUserId,
        extendedData = ended.ExtendedData,
        mode = (ZIMCallInvitationMode)ended.Mode,
        endTime = ended.EndTime,
    };
}
