using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Storage.Format;

namespace ZimCall.Storage.Postgres;

/// <summary>Rows of calls, column by column.</summary>
internal sealed class CallColumns
{
    public List<long> Rows { get; } = [];

    public List<long> AppIds { get; } = [];

    public List<string> CallIds { get; } = [];

    public List<long> Revisions { get; } = [];

    public List<short> States { get; } = [];

    public List<long?> Deadlines { get; } = [];

    public List<long> CreateTimes { get; } = [];

    public List<long?> EndTimes { get; } = [];

    public List<byte[]> Bodies { get; } = [];

    /// <summary>The history, or what is to be appended to it.</summary>
    public List<byte[]> Histories { get; } = [];

    /// <summary>Whether it is the whole history.</summary>
    public List<bool> AreWhole { get; } = [];

    public void Add(long row, CallCommit commit, byte[]? fullHistory)
    {
        var call = commit.Call;
        Rows.Add(row);
        AppIds.Add(commit.Key.AppId);
        CallIds.Add(call.CallId);
        Revisions.Add(call.Revision);
        States.Add((short)call.State);
        Deadlines.Add(call.NextDeadline == long.MaxValue ? null : call.NextDeadline);
        CreateTimes.Add(call.CreateTime);
        EndTimes.Add(call.State == CallState.Ended ? call.EndTime : null);
        Bodies.Add(CallFormat.Write(call));
        Histories.Add(fullHistory is null ? HistoryFormat.Write(commit.Changes) : HistoryFormat.Append(call.CallId, fullHistory, commit.Changes));
        AreWhole.Add(fullHistory is not null);
    }
}
