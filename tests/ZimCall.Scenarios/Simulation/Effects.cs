using ZimCall.Core;

namespace ZimCall.Scenarios.Simulation;

/// <summary>An answered operation against what really happened: done means done once, refused means nothing (R-IDEM).</summary>
internal static class Effects
{
    public static void Check(SimulatedOperation operation, CallPictures history)
    {
        var effects = Count(operation, history);
        if (operation.Succeeded && effects < 1)
        {
            throw new SimulationFailure($"{operation}: it has no effect");
        }

        if (effects > 1)
        {
            throw new SimulationFailure($"{operation}: it has {effects} effects");
        }

        if (!operation.Succeeded && !operation.IsOutcomeUnknown && effects > 0)
        {
            throw new SimulationFailure($"{operation}: it has an effect");
        }
    }

    private static int Count(SimulatedOperation operation, CallPictures history)
    {
        var pictures = operation.Name == "CallInvite"
            ? [.. history.CallIds.SelectMany(callId => history.Of(callId)).Where(call => call.ExtendedData == operation.Mark)]
            : history.Of(operation.CallId);
        return operation.Name switch
        {
            "CallInvite" => pictures.Select(static call => call.CallId).Distinct().Count(),
            "CallAccept" => Members(MemberState.Accepted),
            "CallReject" => Members(MemberState.Rejected),
            "CallQuit" => Members(MemberState.Quit),
            "CallEnd" => pictures.Where(call => call.EndReason == EndReason.EndedByMember && call.EndData == operation.Mark).Select(static call => call.EndTime).Distinct().Count(),
            "CallCancel" => pictures.Where(IsCancelled).Select(static call => call.Revision).Take(1).Count(),

            // Taking a call over by another device leaves no mark of the operation.
            "CallJoin" => Math.Max(Members(MemberState.Accepted), TakenOver()),

            // It carries no mark; that it is done is seen, that it is done once is not.
            "CallingInvite" => operation.Succeeded
                && pictures.Any(call => operation.Invitees.Any(invitee => call.Find(invitee)?.Inviter == operation.UserId)) ? 1 : 0,
            _ => operation.Succeeded ? 1 : 0,
        };

        int Members(MemberState state) => pictures.Select(call => call.Find(operation.UserId))
            .Where(member => member is not null && member.State == state && member.ExtendedData == operation.Mark)
            .Select(static member => member!.Revision).Distinct().Count();

        int TakenOver() => operation.Succeeded && pictures.Any(call =>
            call.Find(operation.UserId) is { State: MemberState.Accepted } member && member.PrimaryDevice == operation.DeviceId) ? 1 : 0;

        bool IsCancelled(Call call) => (call.EndReason == EndReason.Cancelled && call.EndData == operation.Mark)
            || call.Members.Any(member => member.Withdrawal?.ExtendedData == operation.Mark);
    }
}
