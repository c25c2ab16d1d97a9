using System.Globalization;
using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Storage;

namespace ZimCall.StoreBench;

/// <summary>One-to-one calls from invitation to end, as fast as the store takes them.</summary>
internal static class CallLoad
{
    private static long _next = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000;

    /// <returns>Whole calls per second.</returns>
    public static async Task<double> RunAsync(SqlCallStore store, int concurrency, TimeSpan time)
    {
        await CallAsync(store);
        var start = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            var calls = 0;
            while (TimeProvider.System.GetElapsedTime(start) < time)
            {
                await CallAsync(store);
                calls++;
            }

            return calls;
        })));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Invited, delivered, accepted, ended: four commits.</summary>
    private static async Task CallAsync(SqlCallStore store)
    {
        var id = Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var call = new Call
        {
            CallId = id,
            Caller = $"alice{id}",
            Mode = CallMode.Advanced,
            ExtendedData = """{"kind":"video","room":"a1b2c3"}""",
            TimeoutSeconds = 90,
            CreateTime = now,
            Revision = 1,
            Members =
            [
                new Member { UserId = $"alice{id}", State = MemberState.Accepted, Revision = 1, AcceptTime = now, PrimaryDevice = "phone" },
                new Member
                {
                    UserId = $"bob{id}",
                    State = MemberState.Inviting,
                    Inviter = $"alice{id}",
                    Revision = 1,
                    InvitedRevision = 1,
                    Deadline = now + 90_000,
                },
            ],
        };
        await CommitAsync(store, call, mustBeFree: true);
        call = WithCallee(call, MemberState.Received);
        await CommitAsync(store, call);
        call = WithCallee(call, MemberState.Accepted);
        await CommitAsync(store, call);
        await CommitAsync(store, call with { Revision = 4, EndReason = EndReason.EndedByMember, EndTime = now + 1, EndedBy = call.Caller });
    }

    private static Call WithCallee(Call call, MemberState state) => call with
    {
        Revision = call.Revision + 1,
        Members = call.Members.SetItem(1, call.Members[1] with { State = state, Revision = call.Revision + 1 }),
    };

    private static async Task CommitAsync(SqlCallStore store, Call call, bool mustBeFree = false)
    {
        var commit = new CallCommit(new CallKey(1, call.CallId), call, call.Revision - 1) { CallerMustBeFree = mustBeFree };
        if (await store.CommitAsync(commit, default) != CommitResult.Committed)
        {
            throw new InvalidOperationException("A commit that nobody disputes was refused.");
        }
    }
}
