using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ZimCall.Server.Api;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>Requests to the server API, right in most and wrong in some of it, mostly signed well: so they come to what is behind.</summary>
internal sealed class ApiRequests(Mutator mutator, TimeProvider time)
{
    private static readonly string[] Actions =
    [
        "CallInvite", "CallCancel", "CallAccept", "CallReject", "CallingInvite", "CallQuit", "CallEnd", "QueryCall", "QueryCallInvitationList",
        "UserRegister", "QueryUserOnlineState",
    ];

    private int _nonces;

    public DefaultHttpContext Next()
    {
        var action = mutator.Pick(Actions);
        var query = Sign(action);
        var context = new DefaultHttpContext();
        context.Response.Body = new MemoryStream();
        if (mutator.Once(0.6))
        {
            context.Request.Method = HttpMethods.Post;
            var body = Encoding.UTF8.GetBytes(Body().ToJsonString());
            context.Request.Body = new MemoryStream(mutator.Once(0.2) ? mutator.Bytes(body) : body);
        }
        else
        {
            context.Request.Method = HttpMethods.Get;
            query += string.Concat(Body().Select(pair => $"&{pair.Key}={Uri.EscapeDataString(pair.Value?.ToString() ?? "")}"));
        }

        context.Request.QueryString = new QueryString(mutator.Once(0.15) ? $"?{Encoding.Latin1.GetString(mutator.Bytes(Encoding.Latin1.GetBytes(query)))}" : $"?{query}");
        return context;
    }

    private string Sign(string action)
    {
        var (nonce, timestamp) = ($"n{++_nonces}", time.GetUtcNow().ToUnixTimeSeconds());
        var signature = ApiSignature.Compute(ZimTestBackend.AppID, nonce, ZimTestBackend.ServerSecret, timestamp);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Action={action}&AppId={ZimTestBackend.AppID}&SignatureNonce={nonce}&Timestamp={timestamp}&SignatureVersion=2.0&Signature={signature}");
    }

    /// <summary>Every parameter of every action: each takes what is its own.</summary>
    private JsonObject Body()
    {
        var body = new JsonObject
        {
            ["FromUserId"] = mutator.Pick(Conversations.Participants),
            ["UserIds"] = new JsonArray(mutator.Pick(Conversations.Participants), "nobody"),
            ["UserId"] = new JsonArray(mutator.Pick(Conversations.Participants), "nobody"),
            ["CallId"] = $"{4000 + mutator.Random.Next(40)}",
            ["Timeout"] = mutator.Random.Next(0, 100),
            ["Mode"] = mutator.Random.Next(2),
            ["Count"] = 10,
            ["NextFlag"] = "0",
            ["ExtendedData"] = "x",
            ["UserInfo"] = new JsonArray(new JsonObject { ["UserId"] = mutator.Pick(Conversations.Participants) }),
        };
        for (var i = mutator.Random.Next(3); i > 0; i--)
        {
            var key = mutator.Pick(body.Select(static pair => pair.Key).ToList());
            body[key] = Value(mutator.Random.Next(4), body[key]?.ToString() ?? "");
        }

        return body;
    }

    /// <summary>Long lists are not nested: what a run leaves behind is weighed, and the test's own buffers would be weighed with it.</summary>
    private JsonNode? Value(int depth, string text) => mutator.Random.Next(depth > 0 ? 8 : 5) switch
    {
        0 => null,
        1 => JsonValue.Create(mutator.Text(text)),
        2 => JsonValue.Create(mutator.Number()),
        3 => JsonValue.Create(mutator.Random.NextDouble() * 1e18),
        4 => JsonValue.Create(mutator.Once(0.5)),
        5 => new JsonArray([.. Enumerable.Range(0, mutator.Pick([0, 1, 3])).Select(_ => Value(depth - 1, text))]),
        6 => new JsonArray([.. Enumerable.Range(0, 120).Select(static number => JsonValue.Create($"user{number}"))]),
        _ => new JsonObject { ["UserId"] = Value(depth - 1, text), [mutator.Text("k")] = Value(depth - 1, text) },
    };
}
