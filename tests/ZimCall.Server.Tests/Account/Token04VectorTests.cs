using System.Text.Json;

namespace ZimCall.Server.Tests.Account;

/// <summary>Tokens that another implementation made (tests/interop/node/token04.mjs), kept here.</summary>
public class Token04VectorTests
{
    private static readonly JsonElement[] Vectors = JsonSerializer.Deserialize<JsonElement[]>(Text())!;

    public static TheoryData<string> Names => [.. Vectors.Select(static vector => vector.GetProperty("name").GetString()!)];

    internal static string Text() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Account", "token04-vectors.json"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_verified(string name)
    {
        var vector = Vectors.Single(vector => vector.GetProperty("name").GetString() == name);
        var claims = vector.GetProperty("claims");
        var expiry = claims.GetProperty("expire").GetInt64();
        Verify(expiry - 1).Should().Be(new TokenCheck(TokenVerdict.Valid, expiry));
        Verify(expiry).Should().Be(new TokenCheck(TokenVerdict.Expired, expiry));

        TokenCheck Verify(long now) => Token04.Verify(
            vector.GetProperty("token").GetString()!,
            claims.GetProperty("app_id").GetUInt32(),
            claims.GetProperty("user_id").GetString()!,
            vector.GetProperty("secret").GetString()!,
            now);
    }
}
