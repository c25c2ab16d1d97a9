namespace ZimCall.Server;

/// <summary>ZIM's error codes, as far as the backend itself answers with them; the rules' own are in RefusalCodes.</summary>
internal static class ErrorCodes
{
    public const int ParamInvalid = 6000001;
    public const int InvalidAppId = 6000003;
    public const int TooManyRequests = 6000005;
    public const int ServerError = 6000007;
    public const int DatabaseError = 6000008;
    public const int LoginFailed = 6000101;
    public const int TokenInvalid = 6000103;
    public const int TokenExpired = 6000106;
    public const int TokenVersionError = 6000107;
    public const int TokenTimeIsTooShort = 6000108;
}
