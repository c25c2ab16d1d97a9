using ZimCall.Testing;

namespace ZimCall.Scenarios.Scale;

/// <summary>A thousand instances in one process, over real gRPC; when they are gone, nothing of them is left.</summary>
[Collection(nameof(AloneCollection))]
public class ManyInstancesTests
{
    private const int Pairs = 500;

    /// <summary>A safety net in real time: nothing here waits for it unless something is broken.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(50);

    [Fact]
    public async Task A_thousand_instances_call_each_other_and_leave_nothing_behind()
    {
        var time = new CountingTime();
        await using var server = await GrpcServer.StartAsync();
        var port = server.Address.Port;

        // Once before counting: what the runtime makes on first use stays.
        await CallAsync(await PairAsync(server, time, -1), -1);
        var threads = Remains.OtherThreads();

        var pairs = await Task.WhenAll(Enumerable.Range(0, Pairs).Select(number => PairAsync(server, time, number))).WaitAsync(SafetyNet);
        server.Backend.Sessions.Count.Should().Be(2 * Pairs);
        time.Timers.Should().BeGreaterThanOrEqualTo(2 * Pairs, "or else this would count nothing");
        Remains.Connections(port).Should().BeGreaterThanOrEqualTo(2 * Pairs);
        await Task.WhenAll(pairs.Select(CallAsync)).WaitAsync(SafetyNet);

        server.Backend.Sessions.Count.Should().Be(0, "a disposed instance has logged out");
        time.Timers.Should().Be(0);
        await server.WhenNoConnectionIsLeftAsync().WaitAsync(SafetyNet);
        Remains.OtherThreads().Should().BeInRange(0, threads + 4, "instances have no threads of their own");
    }

    private static async Task<(ZIM Caller, ZIM Invitee)> PairAsync(GrpcServer server, TimeProvider time, int number)
    {
        var (caller, invitee) = (server.CreateZim(time), server.CreateZim(time));
        await Task.WhenAll(
            caller.LoginAsync(new ZIMUserInfo { userID = $"caller{number}" }),
            invitee.LoginAsync(new ZIMUserInfo { userID = $"invitee{number}" }));
        return (caller, invitee);
    }

    private static async Task CallAsync((ZIM Caller, ZIM Invitee) pair, int number)
    {
        var (caller, invitee) = pair;
        await using (caller)
        await using (invitee)
        {
            var rings = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            invitee.OnCallInvitationReceived += (_, _, callID) => rings.TrySetResult(callID);
            invitee.OnCallInvitationEnded += (_, _, _) => ended.TrySetResult();
            await using var call = await caller.StartCallAsync([$"invitee{number}"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
            var callID = await rings.Task;
            if (number % 2 == 0)
            {
                await invitee.CallAcceptAsync(callID);
                (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Accepted>();
                await caller.CallEndAsync(callID);
                await ended.Task;
            }
            else
            {
                await invitee.CallRejectAsync(callID);
                (await call.OutcomeAsync()).Should().BeOfType<ZIMCallOutcome.Rejected>();
            }
        }
    }
}
