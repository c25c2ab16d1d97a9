using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>Calls, one a line.</summary>
internal static class CallTable
{
    public static Html Write(IReadOnlyCollection<AppCall> calls, DateTimeOffset now) => calls.Count == 0
        ? Html.Of($"<p class=\"nothing\">No calls.</p>")
        : Html.Of($"""
            <div class="scroll"><table>
            <thead><tr><th>Call</th><th>State</th><th>Caller</th><th>Members</th><th>Mode</th><th>App</th><th class="number">Since</th></tr></thead>
            <tbody>{calls.Select(call => Row(call.AppId, call.Call, now))}</tbody>
            </table></div>
            """);

    public static Html MemberOf(Member member) =>
        Html.Of($"<span class=\"member\">{Html.Foreign(member.UserId)} {Words.Badge(member.State.ToString())}</span>");

    private static Html Row(uint appId, Call call, DateTimeOffset now)
    {
        var end = call.State == CallState.Ended ? call.EndTime : now.ToUnixTimeMilliseconds();
        return Html.Of($"""
            <tr>
            <td><a class="id" href="/dashboard/call?id={Uri.EscapeDataString(call.CallId)}">{call.CallId}</a></td>
            <td>{Words.Badge(Words.StateOf(call))}</td>
            <td>{Html.Foreign(call.Caller)}</td>
            <td>{call.Members.Where(member => member.UserId != call.Caller).Select(MemberOf)}</td>
            <td>{call.Mode}</td>
            <td>{appId}</td>
            <td class="number">{Words.Of(TimeSpan.FromMilliseconds(end - call.CreateTime))}</td>
            </tr>
            """);
    }
}
