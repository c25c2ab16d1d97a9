namespace ZimCall.Core.Tests.Fixture;

/// <summary>The public error codes under ZIM's names, written out here so that the Core's own table is tested too.</summary>
internal static class Codes
{
    public const int Success = 0;
    public const int ParamInvalid = 6000001;
    public const int UserIsNotExist = 6000011;
    public const int CallError = 6000270;
    public const int CancelCallError = 6000271;
    public const int CallServerError = 6000272;
    public const int IsNotInvitor = 6000273;
    public const int IsNotInvitee = 6000274;
    public const int CallAlreadyExists = 6000275;
    public const int CallDoesNotExist = 6000276;
    public const int CallInviteUserDoesNotExist = 6000281;
    public const int UserAlreadyInTheCall = 6000283;
    public const int NotAdvancedMode = 6000284;
}
