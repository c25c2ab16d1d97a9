using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Storage.Sql;

/// <summary>A line in a user's list of calls.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Activity">0 none, 1 pending, 2 in the call.</param>
internal readonly record struct MemberRow(string UserId, int Activity)
{
    /// <summary>The activity of a member who is in the call, not pending.</summary>
    public const int InCall = 2;

    private const int Pending = 1;

    /// <summary>The lines that a change makes different, in the order of their users.</summary>
    public static ImmutableArray<MemberRow> Changed(Call? before, Call after)
    {
        var rows = ImmutableArray.CreateBuilder<MemberRow>();
        foreach (var member in after.Members)
        {
            var activity = ActivityOf(after, member);
            if (before?.Find(member.UserId) is not { } earlier || ActivityOf(before, earlier) != activity)
            {
                rows.Add(new MemberRow(member.UserId, activity));
            }
        }

        rows.Sort(static (x, y) => string.CompareOrdinal(x.UserId, y.UserId));
        return rows.DrainToImmutable();
    }

    private static int ActivityOf(Call call, Member member) =>
        call.State != CallState.Started || !member.State.IsActive() ? 0 : member.IsPending ? Pending : InCall;
}
