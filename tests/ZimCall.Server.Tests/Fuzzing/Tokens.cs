using System.Text;
using ZimCall.Server.Tests.Account;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>Tokens that nobody honest made: damaged as text, as bytes, and well encrypted with nonsense within.</summary>
internal sealed class Tokens(Mutator mutator)
{
    private static readonly string Good = TokenMaker.Make(TokenMaker.Claims());

    /// <returns>A token, and whether its maker had the secret.</returns>
    public (string Token, bool IsByTheApp) Next() => mutator.Random.Next(4) switch
    {
        0 => (mutator.Text(Good), false),
        1 => ("04" + Convert.ToBase64String(mutator.Bytes(Convert.FromBase64String(Good[2..]))), false),
        2 => (TokenMaker.Make(mutator.Bytes(Encoding.UTF8.GetBytes(TokenMaker.Claims()))), true),
        _ => (TokenMaker.Make(mutator.Bytes(Encoding.UTF8.GetBytes(TokenMaker.Claims())), secret: TokenMaker.OtherSecret), false),
    };

    /// <summary>Whether a token that was damaged came out as it had been.</summary>
    public static bool IsGood(string token) => token == Good;
}
