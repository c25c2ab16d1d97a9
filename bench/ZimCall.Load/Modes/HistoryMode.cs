using System.Globalization;
using ZimCall.Load.Client;
using ZimCall.Load.Report;
using ZimCall.Protocol;

namespace ZimCall.Load.Modes;

/// <summary>Users read their whole list of calls from the first page to the last, again and again.</summary>
internal static class HistoryMode
{
    private const uint PageSize = 100;

    public static async Task RunAsync(Common common, int calls, int users, double duration, int rounds)
    {
        await using var server = await common.StartAsync();
        await using var fleet = new Fleet(server.Address.Url, users * 2, "history", users * 2);
        await fleet.ConnectAsync();
        await Task.WhenAll(Enumerable.Range(0, users).Select(user => FillAsync(fleet.Users[user], fleet.Users[users + user].UserId, user, calls)));
        var results = new List<HistoryRound>();
        for (var round = 0; round < rounds; round++)
        {
            results.Add(await MeasureAsync(server, fleet, users, duration));
        }

        var report = new HistoryReport(Machine.Here(), common.Server, calls, users, results);
        report.Print();
        await Output.JsonAsync(common.Json, report);
    }

    private static async Task FillAsync(LoadUser caller, string invitee, int user, int count)
    {
        for (var call = 1; call <= count; call++)
        {
            var callId = ((user * 10_000_000L) + call).ToString(CultureInfo.InvariantCulture);
            var invite = caller.NextRequest();
            invite.CallInvite = new CallInvite { CallId = callId, Mode = 1, Invitees = { invitee } };
            await AskAsync(caller, invite);
            var end = caller.NextRequest();
            end.CallEnd = new CallEnd { CallId = callId };
            await AskAsync(caller, end);
        }
    }

    private static async Task<HistoryRound> MeasureAsync(Serving.ServerProcess server, Fleet fleet, int users, double duration)
    {
        var before = await server.StatsAsync();
        var times = new Latencies();
        var start = Clock.Now;
        var end = start + Clock.Ticks(duration);
        await Task.WhenAll(fleet.Users.Take(users).Select(async user =>
        {
            for (long flag = 0; Clock.Now < end;)
            {
                var asked = Clock.Now;
                var request = user.NextRequest();
                request.QueryCallInvitationList = new QueryCallInvitationList { Count = PageSize, NextFlag = flag };
                flag = (await AskAsync(user, request)).QueryCallInvitationList.NextFlag;
                times.Record(Clock.Now - asked);
            }
        }));
        var after = await server.StatsAsync();
        return new HistoryRound(
            times.Count / Clock.Seconds(Clock.Now - start),
            times.ToQuantiles(),
            after is null ? 0 : (after.CpuSeconds - before!.CpuSeconds) * 1e6 / Math.Max(1, times.Count));
    }

    private static async Task<Reply> AskAsync(LoadUser user, Request request)
    {
        var answer = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        user.OnFrame = (_, frame) =>
        {
            if (frame.Reply is { } reply)
            {
                answer.TrySetResult(reply);
            }
        };
        user.Send(new ClientFrame { Request = request });
        var given = await answer.Task;
        return given.Error is null ? given : throw new InvalidOperationException(given.Error.Message);
    }
}
