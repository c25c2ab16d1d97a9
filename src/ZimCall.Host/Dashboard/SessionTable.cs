using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>Sessions, one a line.</summary>
internal static class SessionTable
{
    public static Html Write(IReadOnlyCollection<SessionInfo> sessions, DateTimeOffset now) => sessions.Count == 0
        ? Html.Of($"<p class=\"nothing\">No sessions.</p>")
        : Html.Of($"""
            <div class="scroll"><table>
            <thead><tr><th>User</th><th>Device</th><th>State</th><th>App</th><th class="number">Heard</th></tr></thead>
            <tbody>{sessions.Select(session => Row(session, now))}</tbody>
            </table></div>
            """);

    private static Html Row(SessionInfo session, DateTimeOffset now) => Html.Of($"""
        <tr>
        <td><a href="/dashboard/search?q={Uri.EscapeDataString(session.User.UserId)}">{Html.Foreign(session.User.UserId)}</a></td>
        <td>{Html.Foreign(session.DeviceId)}</td>
        <td>{Words.Badge(session.IsConnected ? "connected" : "away")}</td>
        <td>{session.User.AppId}</td>
        <td class="number">{Words.Of(now - session.LastHeard)} ago</td>
        </tr>
        """);
}
