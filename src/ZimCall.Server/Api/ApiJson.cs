using System.Text.Json.Nodes;
using ZimCall.Core;

namespace ZimCall.Server.Api;

/// <summary>What the server API says of users and calls. States and modes are ZIM's numbers.</summary>
internal static class ApiJson
{
    public static JsonArray Errors(IEnumerable<InviteError> errors) => new([.. errors.Select(static error =>
        Error(error.UserId, error.Code == RefusalCodes.UserIsNotExist ? ApiCodes.UserUnknown : ApiCodes.ParamError))]);

    public static JsonArray Errors(IEnumerable<string> userIds, int code) => new([.. userIds.Select(user => Error(user, code))]);

    public static JsonObject Error(string userId, int code) => new() { ["UserId"] = userId, ["SubCode"] = code };

    public static JsonObject Call(Call call) => new()
    {
        ["CallId"] = call.CallId,
        ["Caller"] = call.Caller,
        ["Mode"] = (int)call.Mode,
        ["State"] = (int)call.State,
        ["CreateTime"] = call.CreateTime,
        ["EndTime"] = call.EndTime,
        ["Timeout"] = call.TimeoutSeconds,
        ["ExtendedData"] = call.ExtendedData,
        ["UserList"] = new JsonArray([.. call.Members.Select(static member => new JsonObject
        {
            ["UserId"] = member.UserId,
            ["State"] = (int)member.State,
            ["Inviter"] = member.Inviter,
            ["AcceptTime"] = member.AcceptTime,
            ["QuitTime"] = member.QuitTime,
            ["ExtendedData"] = member.ExtendedData,
        })]),
    };
}
