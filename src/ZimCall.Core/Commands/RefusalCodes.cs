namespace ZimCall.Core;

/// <summary>The one table from refusals to ZIM's public error codes.</summary>
public static class RefusalCodes
{
    /// <summary>An invitee who was never registered: a reason in errorUserList, not a refusal (R-INV-5).</summary>
    public const int UserIsNotExist = 6000011;

    /// <summary>The public code of a refusal.</summary>
    public static int Of(RefusalReason reason) => reason switch
    {
        RefusalReason.ParamInvalid => 6000001,
        RefusalReason.WrongState => 6000270,
        RefusalReason.AlreadyAnswered => 6000271,
        RefusalReason.TooManyMembers => 6000272,
        RefusalReason.IsNotInviter => 6000273,
        RefusalReason.IsNotInvitee => 6000274,
        RefusalReason.CallAlreadyExists => 6000275,
        RefusalReason.CallDoesNotExist => 6000276,
        RefusalReason.InviteesUnknown => 6000281,
        RefusalReason.AlreadyInTheCall => 6000283,
        RefusalReason.NotAdvanced => 6000284,
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
