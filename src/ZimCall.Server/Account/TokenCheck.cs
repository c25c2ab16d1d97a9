namespace ZimCall.Server;

/// <summary>What a token is worth.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="Expiry">When it runs out, Unix seconds; 0 when it is not known.</param>
internal readonly record struct TokenCheck(TokenVerdict Verdict, long Expiry)
{
    public static TokenCheck Invalid => new(TokenVerdict.Invalid, 0);
}
