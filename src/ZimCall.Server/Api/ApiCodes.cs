namespace ZimCall.Server.Api;

/// <summary>The return codes of the server API. The numbers are ZIM's.</summary>
internal static class ApiCodes
{
    public const int Success = 0;
    public const int ServerError = 660000001;
    public const int ParamError = 660000002;
    public const int TooManyUsers = 660000011;
    public const int UserIdTooLong = 660000012;
    public const int UserUnknown = 660200001;
    public const int RateLimited = 660300005;
    public const int OperatorNotRegistered = 660500002;
    public const int NoCalleeRegistered = 660900003;
    public const int CallNotFound = 660900004;
    public const int CallEnded = 660900005;
    public const int InvitationTimedOut = 660900006;
    public const int TooManyCallees = 660900007;
    public const int OperatorNotInvited = 660900008;
}
