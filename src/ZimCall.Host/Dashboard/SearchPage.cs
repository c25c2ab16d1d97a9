using System.Collections.Immutable;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>What there is of a user.</summary>
internal static class SearchPage
{
    /// <summary>How many calls of each app are shown.</summary>
    public const int MaxCalls = 50;

    /// <summary>How many sessions are shown.</summary>
    public const int MaxSessions = 50;

    public static Html Write(string text, ImmutableArray<AppCall> calls, ImmutableArray<SessionInfo> sessions, DateTimeOffset now) => Html.Of($"""
        <h2>Calls of the user {Html.Foreign(text)}</h2>
        {CallTable.Write(calls, now)}
        <h2>Sessions of users with {Html.Foreign(text)} in the userID</h2>
        {SessionTable.Write(sessions, now)}
        """);
}
