using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>A call's history as a sequence diagram: who did what to whom. It shows no extendedData.</summary>
internal static class CallDiagram
{
    /// <summary>Those between whom it happens, in the order in which they became members.</summary>
    public static ImmutableArray<string> Participants(Call call) => [.. call.Members.Select(static member => member.UserId)];

    /// <summary>What happened, in order.</summary>
    public static ImmutableArray<DiagramLine> Lines(CallRecord record) =>
        [.. record.Changes.Select(change => ToLine(record.Call, change))];

    private static DiagramLine ToLine(Call call, CallChange change)
    {
        var line = new DiagramLine(change.Time - call.CreateTime, change.Kind, null, change.UserIds, "");
        return change.Kind switch
        {
            CallChangeKind.Create => Arrow("invites"),
            CallChangeKind.Invite => Arrow("invites"),
            CallChangeKind.Receive => line with { Text = "rings" },
            CallChangeKind.ReceiptMissed => line with { Text = "not reached yet" },
            CallChangeKind.Accept => Answer("accepts"),
            CallChangeKind.Reject => Answer("rejects"),
            CallChangeKind.Cancel when change.Actor.Length != 0 => Arrow("cancels"),
            CallChangeKind.Cancel => line with { Text = "invitation withdrawn" },
            CallChangeKind.Timeout => line with { Text = "no answer in time" },
            CallChangeKind.Join => line with { Text = "joins" },
            CallChangeKind.SwitchDevice => line with { Text = "goes on on another device" },
            CallChangeKind.Quit => line with { Text = change.Actor.Length == 0 ? "absent for too long: quits" : "quits" },
            CallChangeKind.Gone => line with { Text = "no device online" },
            CallChangeKind.Back => line with { Text = "online again" },
            _ => line with { To = Participants(call), Text = EndText(change) },
        };

        DiagramLine Arrow(string text) => line with { From = change.Actor, Text = text };

        // An answer goes to whoever invited; the caller is who is left when that is not known any more.
        DiagramLine Answer(string text) =>
            line with { From = change.UserIds[0], To = [call.Find(change.UserIds[0]) is { Inviter.Length: > 0 } member ? member.Inviter : call.Caller], Text = text };
    }

    private static string EndText(CallChange end) => end.Reason switch
    {
        EndReason.NobodyPending => "over: nobody is pending any more",
        EndReason.EndedByMember => $"ended by {end.Actor}",
        EndReason.Cancelled => $"cancelled by {end.Actor}",
        EndReason.CallerGone => "over: the caller is gone",
        EndReason.Emptied => "over: nobody is left",
        _ => "over",
    };
}
