using System.Text.Json.Nodes;

namespace ZimCall.Scenarios.Conformance;

/// <summary>Carries out a scenario's operation on a device, and describes its result.</summary>
internal static class Operations
{
    /// <param name="zim">The device.</param>
    /// <param name="step">The step.</param>
    /// <param name="callID">The call it is about.</param>
    /// <param name="nextFlag">Where a query continues.</param>
    /// <param name="nameOf">The scenario's name of a callID.</param>
    public static async Task<(JsonObject Result, string CallID)> DoAsync(
        ZIM zim, JsonObject step, string callID, long nextFlag, Func<string, string> nameOf)
    {
        var data = (string?)step["extendedData"] ?? "";
        List<string> invitees = [.. step["invitees"]?.AsArray().Select(static user => (string)user!) ?? []];
        try
        {
            switch ((string)step["do"]!)
            {
                case "CallInvite":
                    var invited = await zim.CallInviteAsync(invitees, InviteConfig(step, data));
                    return (new JsonObject { ["timeout"] = invited.timeout, ["errorUserList"] = Describe.ErrorUsers(invited.errorUserList) }.Succeeded(), invited.callID);
                case "CallCancel":
                    var cancelled = await zim.CallCancelAsync(invitees, callID, new ZIMCallCancelConfig { extendedData = data });
                    return (new JsonObject { ["errorInvitees"] = new JsonArray([.. cancelled.errorInvitees]) }.Succeeded(), callID);
                case "CallAccept":
                    await zim.CallAcceptAsync(callID, new ZIMCallAcceptConfig { extendedData = data });
                    break;
                case "CallReject":
                    await zim.CallRejectAsync(callID, new ZIMCallRejectConfig { extendedData = data });
                    break;
                case "CallingInvite":
                    var more = await zim.CallingInviteAsync(invitees, callID);
                    return (new JsonObject { ["errorUserList"] = Describe.ErrorUsers(more.errorUserList) }.Succeeded(), callID);
                case "CallJoin":
                    var joined = await zim.CallJoinAsync(callID, new ZIMCallJoinConfig { extendedData = data });
                    return (Joined(joined).Succeeded(), callID);
                case "CallQuit":
                    var quit = await zim.CallQuitAsync(callID, new ZIMCallQuitConfig { extendedData = data });
                    return (Times(quit.createTime, quit.acceptTime, "quitTime", quit.quitTime).Succeeded(), callID);
                case "CallEnd":
                    var ended = await zim.CallEndAsync(callID, new ZIMCallEndConfig { extendedData = data });
                    return (Times(ended.createTime, ended.acceptTime, "endTime", ended.endTime).Succeeded(), callID);
                case "QueryCallInvitationList":
                    var page = await zim.QueryCallInvitationListAsync(
                        new ZIMCallInvitationQueryConfig { count = (uint?)step["count"] ?? 0, nextFlag = nextFlag });
                    return (Page(page, nameOf).Succeeded(), callID);
                default:
                    throw new InvalidDataException($"Unknown operation {step["do"]}.");
            }

            return (new JsonObject().Succeeded(), callID);
        }
        catch (ZIMException refused)
        {
            return (new JsonObject { ["code"] = (int)refused.Error.code, ["message"] = refused.Error.message }, callID);
        }
    }

    private static JsonObject Succeeded(this JsonObject result)
    {
        result["code"] = 0;
        return result;
    }

    private static ZIMCallInviteConfig InviteConfig(JsonObject step, string data)
    {
        var config = new ZIMCallInviteConfig { extendedData = data };
        config.mode = step["mode"] is { } mode ? Enum.Parse<ZIMCallInvitationMode>((string)mode!) : config.mode;
        config.timeout = step["timeout"] is { } timeout ? (uint)timeout : config.timeout;
        config.enableNotReceivedCheck = (bool?)step["enableNotReceivedCheck"] ?? false;
        return config;
    }

    private static JsonObject Joined(ZIMCallJoinSentResult joined) => new()
    {
        ["createTime"] = joined.createTime,
        ["joinTime"] = joined.joinTime,
        ["extendedData"] = joined.extendedData,
        ["callUserList"] = Describe.Users(joined.callUserList),
    };

    private static JsonObject Times(long created, long accepted, string name, long time) =>
        new() { ["createTime"] = created, ["acceptTime"] = accepted, [name] = time };

    private static JsonObject Page(ZIMCallInvitationListQueriedResult page, Func<string, string> nameOf) => new()
    {
        ["nextFlag"] = page.nextFlag,
        ["callList"] = new JsonArray([.. page.callList.Select(call => Describe.Call(call, nameOf(call.callID)))]),
    };
}
