using System.Text.Json;
using ZimCall.Server.Tests.Support;

namespace ZimCall.Server.Tests.Account;

/// <summary>Token04 against an implementation that shares nothing with ours but the description (R-LOG-4).</summary>
[Trait("Category", "Interop")]
public class Token04InteropTests
{
    private static readonly string[] Users = ["alice", "b", "!#$%&()+-:;<=.>?@[]^_{}|~azAZ019"];
    private static readonly string[] Payloads = ["", "{\"room_id\":\"r1\"}", "\" \\ \u0001 überall 通话 🎉"];

    [NodeFact]
    public async Task Node_opens_our_tokens()
    {
        foreach (var user in Users)
        {
            foreach (var payload in Payloads)
            {
                var token = Token04.Generate(4_294_967_295, user, TokenMaker.Secret, TimeSpan.FromHours(2), payload);
                var opened = await NodeScript.AskAsync("token04.mjs", new { @do = "open", token, secret = TokenMaker.Secret });
                var claims = opened.GetProperty("claims");
                opened.GetProperty("version").GetString().Should().Be("04");
                opened.GetProperty("ivLength").GetInt32().Should().Be(16);
                opened.GetProperty("ciphertextLength").GetInt32().Should().Be(opened.GetProperty("restLength").GetInt32());
                claims.EnumerateObject().Select(static claim => claim.Name)
                    .Should().Equal("app_id", "user_id", "nonce", "ctime", "expire", "payload");
                claims.GetProperty("app_id").GetUInt32().Should().Be(4_294_967_295);
                claims.GetProperty("user_id").GetString().Should().Be(user);
                claims.GetProperty("payload").GetString().Should().Be(payload);
                claims.GetProperty("expire").GetInt64().Should().Be(opened.GetProperty("expire").GetInt64())
                    .And.Be(claims.GetProperty("ctime").GetInt64() + 7200);
            }
        }
    }

    [NodeFact]
    public async Task We_verify_tokens_of_Node()
    {
        var iv = 0;
        foreach (var user in Users)
        {
            foreach (var payload in Payloads)
            {
                var claims = new { app_id = 7, user_id = user, nonce = 5, ctime = TokenMaker.Now, expire = TokenMaker.Now + 60, payload };
                var answer = await NodeScript.AskAsync(
                    "token04.mjs",
                    new { @do = "make", claims, secret = TokenMaker.Secret, iv = $"{++iv:x32}" });
                var token = answer.GetProperty("token").GetString()!;
                TokenMaker.Verify(token, 7, user).Should().Be(new TokenCheck(TokenVerdict.Valid, TokenMaker.Now + 60));
            }
        }
    }

    [NodeFact]
    public async Task Node_still_makes_the_vectors_kept_here()
    {
        var made = JsonSerializer.Deserialize<JsonElement[]>(await NodeScript.RunAsync("token04.mjs", "vectors"))!;
        var kept = JsonSerializer.Deserialize<JsonElement[]>(Token04VectorTests.Text())!;
        made.Select(static vector => vector.GetRawText()).Should().Equal(kept.Select(static vector => vector.GetRawText()));
    }
}
