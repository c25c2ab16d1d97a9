namespace ZimCall.Server;

/// <summary>The outcomes of a token check.</summary>
internal enum TokenVerdict
{
    Invalid,
    WrongVersion,
    Expired,
    Valid,
}
