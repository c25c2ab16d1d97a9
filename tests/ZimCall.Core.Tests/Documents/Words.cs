namespace ZimCall.Core.Tests.Documents;

/// <summary>What the values of the tables are called in the document.</summary>
internal static class Words
{
    public static string Of(Party party) => party switch
    {
        Party.Creator => "the caller",
        Party.Invited => "who is invited in this step",
        Party.Pending => "who is pending, and was not invited in this step",
        Party.InTheCall => "who is in the call",
        Party.JustAnswered => "who became Accepted or Rejected in this step",
        Party.JustQuit => "who quit in this step",
        Party.Withdrawn => "whose invitation was withdrawn in this step",
        Party.Withdrawer => "who withdrew it",
        Party.TimedOut => "whose invitation ran out in this step",
        _ => throw new ArgumentOutOfRangeException(nameof(party)),
    };

    public static string Of(Audience devices) => devices switch
    {
        Audience.PrimaryDevice => "the primary device",
        Audience.OtherDevices => "all devices but the one that did it",
        Audience.AllDevices => "all devices",
        _ => throw new ArgumentOutOfRangeException(nameof(devices)),
    };

    public static string Of(Trigger trigger) => trigger switch
    {
        Trigger.Create => "Create: CallInvite by the user",
        Trigger.Invite => "Invite: invited by CallInvite or CallingInvite",
        Trigger.Deliver => "Deliver: a device has the invitation",
        Trigger.ReceiptCheck => "ReceiptCheck: no device had it within the check interval",
        Trigger.Accept => "Accept: CallAccept",
        Trigger.Reject => "Reject: CallReject",
        Trigger.Withdraw => "Withdraw: CallCancel by the inviter, the caller gone, or the call emptied",
        Trigger.Deadline => "Deadline: nobody answered in time",
        Trigger.Quit => "Quit: CallQuit, or gone too long",
        Trigger.Join => "Join: CallJoin",
        Trigger.CancelCall => "CancelCall: the caller cancels the whole call, or its absence does",
        _ => throw new ArgumentOutOfRangeException(nameof(trigger)),
    };
}
