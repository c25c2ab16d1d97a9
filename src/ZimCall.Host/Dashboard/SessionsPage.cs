using System.Collections.Immutable;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>Who is here.</summary>
internal static class SessionsPage
{
    /// <summary>How many sessions are shown.</summary>
    public const int MaxSessions = 500;

    public static Html Write(string part, ImmutableArray<SessionInfo> sessions, int all, DateTimeOffset now) => Html.Of($"""
        <h2>Sessions of this node <span class="count">{sessions.Length} of {all}</span></h2>
        <form class="filter" action="/dashboard/sessions" method="get"><input type="search" name="q" value="{part}" placeholder="part of a userID" aria-label="Part of a userID" maxlength="64"><button class="quiet">Show</button></form>
        {SessionTable.Write(sessions, now)}
        """);
}
