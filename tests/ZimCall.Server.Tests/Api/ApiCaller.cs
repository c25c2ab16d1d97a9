using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ZimCall.Server.Api;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Api;

/// <summary>A business server beside a backend in virtual time.</summary>
internal sealed class ApiCaller(ZimTestBackend backend)
{
    private int _nonces;

    public long Now => backend.Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A GET with the parameters, properly signed.</summary>
    public Task<JsonElement> GetAsync(string action, params (string Name, string Value)[] parameters) =>
        SendAsync([.. Sign(action), .. parameters], body: null);

    /// <summary>A POST with the parameters as the JSON body, properly signed.</summary>
    public Task<JsonElement> PostAsync(string action, object body) => PostTextAsync(action, JsonSerializer.Serialize(body));

    public Task<JsonElement> PostTextAsync(string action, string body) => SendAsync(Sign(action), body);

    /// <summary>The common parameters of a request; what is given replaces what is right.</summary>
    public List<(string Name, string Value)> Sign(string action, string? nonce = null, long? timestamp = null, string secret = ZimTestBackend.ServerSecret)
    {
        var (once, time) = (nonce ?? $"nonce{++_nonces}", timestamp ?? Now);
        return
        [
            ("Action", action),
            ("AppId", ZimTestBackend.AppID.ToString(CultureInfo.InvariantCulture)),
            ("SignatureNonce", once),
            ("Timestamp", time.ToString(CultureInfo.InvariantCulture)),
            ("SignatureVersion", "2.0"),
            ("Signature", ApiSignature.Compute(ZimTestBackend.AppID, once, secret, time)),
        ];
    }

    /// <summary>Sends anything.</summary>
    public async Task<JsonElement> SendAsync(IEnumerable<(string Name, string Value)> query, string? body)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = body is null ? HttpMethods.Get : HttpMethods.Post;
        context.Request.QueryString = QueryString.Create(query.Select(static pair => KeyValuePair.Create(pair.Name, (string?)pair.Value)));
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body ?? ""));
        var answer = new MemoryStream();
        context.Response.Body = answer;

        await backend.Backend.Api.ServeAsync(context);
        await backend.SettleAsync();

        context.Response.StatusCode.Should().Be(200);
        context.Response.ContentType.Should().StartWith("application/json");
        var reply = JsonElement.Parse(answer.ToArray());
        reply.GetProperty("RequestId").GetString().Should().NotBeEmpty();
        reply.GetProperty("Message").GetString().Should().NotBeEmpty();
        return reply;
    }
}
