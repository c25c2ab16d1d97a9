using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>From decisions to the pushes that they ask for (R-DEL-5).</summary>
internal static class Pushes
{
    /// <summary>The pushes that are to be taken back: those of members who were pending and are so no longer.</summary>
    public static ImmutableArray<PushWithdrawal> WithdrawalsOf(CallKey key, Call? before, Call after) => before is null ? [] :
    [
        .. before.Members.Where(member => member is { IsPending: true, WasPushed: true } && !IsRinging(after, member.UserId))
            .Select(member => new PushWithdrawal(key.AppId, member.UserId, key.CallId, ReasonOf(after.Find(member.UserId)!.State))),
    ];

    /// <summary>What an operation pushes, to each member whom it concerns; whether they have a device online is still to be seen.</summary>
    public static ImmutableArray<PushMessage> MessagesOf(CallKey key, Call? before, CallCommand command, Call after, long now)
    {
        if (command.Push is not { } content || KindOf(command) is not { } kind)
        {
            return [];
        }

        var concerned = kind == PushKind.Invite
            ? after.Members.Where(member => member.WasPushed && member.InvitedRevision == after.Revision)
            : before!.Members.Where(member => member.State.IsActive() && member.UserId != command.UserId && IsConcerned(kind, after, member));
        return
        [
            .. concerned.Select(member => new PushMessage(
                key.AppId,
                member.UserId,
                kind,
                key.CallId,
                after.Caller,
                after.Mode,
                command.UserId,
                content,
                member.IsPending ? TimeSpan.FromMilliseconds(Math.Max(0, member.Deadline - now)) : TimeSpan.FromSeconds(after.TimeoutSeconds))),
        ];
    }

    private static PushKind? KindOf(CallCommand command) => command switch
    {
        CallCommand.Invite or CallCommand.InviteMore => PushKind.Invite,
        CallCommand.Cancel => PushKind.Cancel,
        CallCommand.Quit => PushKind.Quit,
        CallCommand.End => PushKind.End,
        _ => null,
    };

    /// <summary>A cancellation concerns those who were withdrawn.</summary>
    private static bool IsConcerned(PushKind kind, Call after, Member member) =>
        kind != PushKind.Cancel || after.Find(member.UserId)!.State == MemberState.Cancelled;

    private static bool IsRinging(Call call, string userId) => call.State == CallState.Started && call.Find(userId)!.IsPending;

    private static PushWithdrawalReason ReasonOf(MemberState state) => state switch
    {
        MemberState.Cancelled => PushWithdrawalReason.Cancelled,
        MemberState.Timeout => PushWithdrawalReason.Timeout,
        _ when state.IsPending() => PushWithdrawalReason.Ended,
        _ => PushWithdrawalReason.Answered,
    };
}
