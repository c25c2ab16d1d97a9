using System.Text.Json;

namespace ZimCall.Faults.Tests.Load;

/// <summary>A call as the server API shows it, held against what phones know.</summary>
internal static class StoredCall
{
    public static bool IsActive(JsonElement call, string userId) =>
        call.GetProperty("State").GetInt32() == (int)ZIMCallState.Started
        && MemberOf(call, userId) is { } member
        && StateOf(member) is ZIMCallUserState.Inviting or ZIMCallUserState.Received or ZIMCallUserState.Accepted;

    public static string Describe(JsonElement call) =>
        $"{call.GetProperty("CallId").GetString()}: {Describe(call.GetProperty("UserList").EnumerateArray().Select(static member => (NameOf(member), StateOf(member))))}";

    public static string Describe(ZIMActiveCall call) =>
        $"{call.CallID}: {Describe(call.Members.Select(static member => (member.UserID, member.State)))}";

    /// <summary>Whether the call shows that the operation was carried out, whatever happened since.</summary>
    public static bool Shows(JsonElement? call, Acknowledged operation)
    {
        if (call is not { } stored || MemberOf(stored, operation.UserId) is not { } member)
        {
            return false;
        }

        var isEnded = stored.GetProperty("State").GetInt32() == (int)ZIMCallState.Ended;
        return operation.Operation switch
        {
            "end" or "cancel" => isEnded,
            "accept" => TimeOf(member, "AcceptTime"),
            "quit" => TimeOf(member, "QuitTime"),
            "reject" => StateOf(member) == ZIMCallUserState.Rejected,
            _ => true,
        };
    }

    private static string Describe(IEnumerable<(string User, ZIMCallUserState State)> members) =>
        string.Join(' ', members.OrderBy(static member => member.User, StringComparer.Ordinal).Select(static member => $"{member.User}={member.State}"));

    private static bool TimeOf(JsonElement member, string name) => member.GetProperty(name).GetInt64() > 0;

    private static JsonElement? MemberOf(JsonElement call, string userId)
    {
        foreach (var member in call.GetProperty("UserList").EnumerateArray())
        {
            if (NameOf(member) == userId)
            {
                return member;
            }
        }

        return null;
    }

    private static string NameOf(JsonElement member) => member.GetProperty("UserId").GetString()!;

    private static ZIMCallUserState StateOf(JsonElement member) => (ZIMCallUserState)member.GetProperty("State").GetInt32();
}
