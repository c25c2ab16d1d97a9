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

    public void Add(long row, CallCommit commit)
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
    }
}
