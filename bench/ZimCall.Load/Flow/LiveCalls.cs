using System.Globalization;
using ZimCall.Load.Client;
using ZimCall.Protocol;

namespace ZimCall.Load.Flow;

/// <summary>Calls that ring while others are measured. Their callers are in many calls at once, which the server has to allow.</summary>
internal static class LiveCalls
{
    private const int Callers = 100;
    private const int LongestRing = 600;

    /// <returns>Their callers; without them the calls would end.</returns>
    public static async Task<Fleet> MakeAsync(string url, int count, Random random)
    {
        var fleet = new Fleet(url, Callers, "live", Callers * 2);
        await fleet.ConnectAsync();
        var each = (count + Callers - 1) / Callers;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller =>
            MakeAsync(fleet.Users[caller], fleet.Users[Callers + caller].UserId, each, new Random(random.Next()))));
        return fleet;
    }

    private static async Task MakeAsync(LoadUser caller, string invitee, int count, Random random)
    {
        var made = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var left = count;
        caller.OnFrame = (_, frame) =>
        {
            if (frame.Reply is { } reply)
            {
                if (reply.Error is { } error)
                {
                    made.TrySetException(new InvalidOperationException($"A live call was refused: {error.Message}"));
                }
                else if (--left == 0)
                {
                    made.SetResult();
                }
                else
                {
                    Invite();
                }
            }
        };
        Invite();
        await made.Task;

        void Invite()
        {
            var request = caller.NextRequest();
            request.CallInvite = new CallInvite
            {
                CallId = random.NextInt64(1, long.MaxValue).ToString(CultureInfo.InvariantCulture),
                Mode = 1,
                Timeout = LongestRing,
            };
            request.CallInvite.Invitees.Add(invitee);
            caller.Send(new ClientFrame { Request = request });
        }
    }
}
