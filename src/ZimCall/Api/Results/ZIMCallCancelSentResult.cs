namespace ZimCall;

/// <summary>What <see cref="ZIM.CallCancelAsync"/> returns.</summary>
public sealed class ZIMCallCancelSentResult
{
    /// <summary>The call's name.</summary>
    public string callID = "";

    /// <summary>Of the invitees that were named, those that could not be withdrawn, in the order given (R-CAN-4).</summary>
    public List<string> errorInvitees = [];
}
