using System.Globalization;
using ZimCall.Load.Client;
using ZimCall.Load.Report;
using ZimCall.Protocol;

namespace ZimCall.Load.Modes;

/// <summary>
/// Everybody is in a call, every connection breaks, everybody comes back at once: how long until each has its session and
/// its call again.
/// </summary>
internal static class StormMode
{
    public static async Task RunAsync(Common common, int sessions, int rounds)
    {
        await using var server = await common.StartAsync();
        await using var fleet = new Fleet(server.Address.Url, sessions, "storm", sessions);
        await fleet.ConnectAsync();
        var calls = await CallAsync(fleet);
        var results = new List<StormRound>();
        for (var round = 0; round < rounds; round++)
        {
            await fleet.BreakAsync();
            results.Add(await ReturnAsync(server, fleet, calls));
        }

        var report = new StormReport(Machine.Here(), common.Server, results);
        report.Print();
        await Output.JsonAsync(common.Json, report);
    }

    /// <summary>Each even user calls the next one, who accepts.</summary>
    /// <returns>The call that each is in, one revision short of what there is, so that there is something to catch up on.</returns>
    private static async Task<KnownCall[]> CallAsync(Fleet fleet)
    {
        var calls = new KnownCall[fleet.Users.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, fleet.Users.Count / 2), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (pair, stop) =>
            {
                var (caller, invitee) = (fleet.Users[pair * 2], fleet.Users[(pair * 2) + 1]);
                var callId = (pair + 1).ToString(CultureInfo.InvariantCulture);
                var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                invitee.OnFrame = (user, frame) =>
                {
                    if (frame.Reply is { } reply)
                    {
                        Settle(reply);
                    }
                    else if (frame.Update is { } update && update.Events.Any(static told => told.Received is not null))
                    {
                        var request = user.NextRequest();
                        request.CallAccept = new CallAccept { CallId = callId };
                        user.Send(new ClientFrame { Request = request });
                    }
                };
                caller.OnFrame = (_, frame) =>
                {
                    if (frame.Reply is { Error: not null } reply)
                    {
                        accepted.TrySetException(Refused(reply));
                    }
                };
                var invite = caller.NextRequest();
                invite.CallInvite = new CallInvite { CallId = callId, Mode = 1, Invitees = { invitee.UserId } };
                caller.Send(new ClientFrame { Request = invite });
                await accepted.Task.WaitAsync(stop);
                calls[pair * 2] = calls[(pair * 2) + 1] = new KnownCall { CallId = callId, Revision = 1 };

                bool Settle(Reply reply) => reply.Error is null ? accepted.TrySetResult() : accepted.TrySetException(Refused(reply));
            });
        return calls;
    }

    private static async Task<StormRound> ReturnAsync(Serving.ServerProcess server, Fleet fleet, KnownCall[] calls)
    {
        var before = await server.StatsAsync();
        var ready = new Latencies();
        var failed = 0;
        var start = Clock.Now;
        LoadUser.Login[] logins = [];
        try
        {
            logins = await fleet.ReconnectAsync(index => [calls[index]], _ => ready.Record(Clock.Now - start));
        }
        catch (Exception exception) when (exception is Wire.RpcException or IOException)
        {
            failed = fleet.Users.Count - (int)ready.Count;
        }

        var seconds = Clock.Seconds(Clock.Now - start);
        var after = await server.StatsAsync();
        return new StormRound(
            fleet.Users.Count,
            logins.Count(static login => login.Resumed),
            logins.Count(static login => login.Following == 1),
            failed,
            seconds,
            ready.ToQuantiles(),
            (after?.CpuSeconds ?? 0) - (before?.CpuSeconds ?? 0),
            (after?.PrivateBytes ?? 0) / 1e6);
    }

    private static InvalidOperationException Refused(Reply reply) => new($"The storm's own calls were refused: {reply.Error.Message}");
}
