using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>One call: how it stands, and what happened to it.</summary>
internal static class CallPage
{
    public static Html Write(string callId, ImmutableArray<CallRecord> records, DateTimeOffset now) => records.IsEmpty
        ? Html.Of($"<p class=\"nothing\">There is no call {Html.Foreign(callId)}. It may be forgotten already.</p>")
        : Html.Join(records.Select(record => Write(record, now)));

    private static Html Write(CallRecord record, DateTimeOffset now)
    {
        var call = record.Call;
        var end = call.State == CallState.Ended ? call.EndTime : now.ToUnixTimeMilliseconds();
        return Html.Of($"""
            <h2>Call <span class="id">{call.CallId}</span> {Words.Badge(Words.StateOf(call))}</h2>
            <dl class="facts">
            <div><dt>Caller</dt><dd>{Html.Foreign(call.Caller)}</dd></div>
            <div><dt>Mode</dt><dd>{call.Mode}</dd></div>
            <div><dt>App</dt><dd>{record.AppId}</dd></div>
            <div><dt>Created</dt><dd>{Words.Time(call.CreateTime)}</dd></div>
            <div><dt>{(call.State == CallState.Ended ? "Took" : "For")}</dt><dd>{Words.Of(TimeSpan.FromMilliseconds(end - call.CreateTime))}</dd></div>
            <div><dt>End</dt><dd>{Words.Of(call.EndReason)}</dd></div>
            {(call.ExtendedData.Length == 0 ? Html.Empty : Html.Of($"<div class=\"wide\"><dt>extendedData</dt><dd><code>{Html.Foreign(call.ExtendedData)}</code></dd></div>"))}
            </dl>
            <div class="scroll picture">{SequenceSvg.Write(record)}</div>
            <h3>Members</h3>
            <div class="scroll"><table>
            <thead><tr><th>User</th><th>State</th><th>Invited by</th><th>extendedData</th></tr></thead>
            <tbody>{call.Members.Select(Row)}</tbody>
            </table></div>
            <h3>History</h3>
            <div class="scroll"><table>
            <thead><tr><th class="number">After</th><th>What</th><th>By</th><th>To</th><th>extendedData</th></tr></thead>
            <tbody>{record.Changes.Select(change => Row(call, change))}</tbody>
            </table></div>
            """);
    }

    private static Html Row(Member member) => Html.Of($"""
        <tr><td>{Html.Foreign(member.UserId)}</td><td>{Words.Badge(member.State.ToString())}</td><td>{Html.Foreign(member.Inviter)}</td><td><code>{Html.Foreign(member.ExtendedData)}</code></td></tr>
        """);

    private static Html Row(Call call, CallChange change) => Html.Of($"""
        <tr><td class="number">{(change.Time - call.CreateTime) / 1000.0:0.000} s</td><td>{change.Kind}</td><td>{Html.Foreign(change.Actor)}</td><td>{change.UserIds.Select(static user => Html.Of($"<span class=\"member\">{Html.Foreign(user)}</span>"))}</td><td><code>{Html.Foreign(change.ExtendedData)}</code></td></tr>
        """);
}
