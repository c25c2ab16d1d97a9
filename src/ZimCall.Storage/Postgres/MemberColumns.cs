using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Storage.Sql;

namespace ZimCall.Storage.Postgres;

/// <summary>Lines of users' lists, column by column.</summary>
internal sealed class MemberColumns
{
    public List<long> AppIds { get; } = [];

    public List<string> UserIds { get; } = [];

    public List<long> NewestFirst { get; } = [];

    public List<string> CallIds { get; } = [];

    public List<long> Rows { get; } = [];

    public List<short> Activities { get; } = [];

    /// <summary>Adds the lines that a change makes different.</summary>
    public void Add(long row, CallCommit commit, Call? before)
    {
        foreach (var member in MemberRow.Changed(before, commit.Call))
        {
            AppIds.Add(commit.Key.AppId);
            UserIds.Add(member.UserId);
            NewestFirst.Add(-commit.Call.CreateTime);
            CallIds.Add(commit.Key.CallId);
            Rows.Add(row);
            Activities.Add((short)member.Activity);
        }
    }
}
