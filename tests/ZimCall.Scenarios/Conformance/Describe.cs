using System.Text.Json.Nodes;

namespace ZimCall.Scenarios.Conformance;

/// <summary>The API's data classes in the scenarios' terms.</summary>
internal static class Describe
{
    public static JsonObject Created(ZIMCallInvitationCreatedInfo info) => new()
    {
        ["mode"] = info.mode.ToString(),
        ["caller"] = info.caller,
        ["extendedData"] = info.extendedData,
        ["timeout"] = info.timeout,
        ["createTime"] = info.createTime,
        ["callUserList"] = Users(info.callUserList),
    };

    public static JsonObject Received(ZIMCallInvitationReceivedInfo info) => new()
    {
        ["mode"] = info.mode.ToString(),
        ["caller"] = info.caller,
        ["inviter"] = info.inviter,
        ["extendedData"] = info.extendedData,
        ["timeout"] = info.timeout,
        ["createTime"] = info.createTime,
        ["callUserList"] = Users(info.callUserList),
    };

    public static JsonObject Cancelled(ZIMCallInvitationCancelledInfo info) => new()
    {
        ["inviter"] = info.inviter,
        ["mode"] = info.mode.ToString(),
        ["extendedData"] = info.extendedData,
    };

    public static JsonObject Timeout(ZIMCallInvitationTimeoutInfo info) => new() { ["mode"] = info.mode.ToString() };

    public static JsonObject Ended(ZIMCallInvitationEndedInfo info) => new()
    {
        ["caller"] = info.caller,
        ["operatedUserID"] = info.operatedUserID,
        ["extendedData"] = info.extendedData,
        ["mode"] = info.mode.ToString(),
        ["endTime"] = info.endTime,
    };

    public static JsonObject StateChanged(ZIMCallUserStateChangeInfo info) => new() { ["callUserList"] = Users(info.callUserList) };

    public static JsonObject Call(ZIMCallInfo call, string name) => new()
    {
        ["call"] = name,
        ["caller"] = call.caller,
        ["inviter"] = call.inviter,
        ["mode"] = call.mode.ToString(),
        ["state"] = call.state.ToString(),
        ["extendedData"] = call.extendedData,
        ["createTime"] = call.createTime,
        ["endTime"] = call.endTime,
        ["callUserList"] = Users(call.callUserList),
    };

    public static JsonObject Users(IEnumerable<ZIMCallUserInfo> users)
    {
        var described = new JsonObject();
        foreach (var user in users)
        {
            described.Add(user.userID, new JsonObject { ["state"] = user.state.ToString(), ["extendedData"] = user.extendedData });
        }

        return described;
    }

    public static JsonObject ErrorUsers(IEnumerable<ZIMErrorUserInfo> users)
    {
        var described = new JsonObject();
        foreach (var user in users)
        {
            described.Add(user.userID, user.reason);
        }

        return described;
    }
}
