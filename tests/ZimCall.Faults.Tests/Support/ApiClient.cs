using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ZimCall.Server.Api;

namespace ZimCall.Faults.Tests.Support;

/// <summary>Looks at the store as it is, through the server API of whichever node answers.</summary>
internal sealed class ApiClient(IReadOnlyList<Node> nodes) : IDisposable
{
    private readonly HttpClient _http = new();
    private int _nonces;

    /// <summary>The call as it is now; null when there is none.</summary>
    public async Task<JsonElement?> FindCallAsync(string callId)
    {
        var reply = await GetAsync("QueryCall", $"CallId={Uri.EscapeDataString(callId)}");
        return reply.GetProperty("Code").GetInt32() == 0 ? reply.GetProperty("Call") : null;
    }

    /// <summary>A user's last calls.</summary>
    public async Task<IReadOnlyList<JsonElement>> FindCallsAsync(string userId)
    {
        var reply = await GetAsync("QueryCallInvitationList", $"FromUserId={userId}&Count=100");
        return reply.GetProperty("Code").GetInt32() == 0
            ? [.. reply.GetProperty("CallList").EnumerateArray()]
            : throw new InvalidOperationException(reply.ToString());
    }

    /// <summary>Makes users who can be invited.</summary>
    public async Task RegisterAsync(IEnumerable<string> userIds)
    {
        var body = new { UserInfo = userIds.Select(static user => new { UserId = user }) };
        using var response = await _http.PostAsJsonAsync(UrlOf(nodes[0], "UserRegister", ""), body, JsonSerializerOptions.Default);
        var reply = await response.Content.ReadFromJsonAsync<JsonElement>();
        reply.GetProperty("Code").GetInt32().Should().Be(0);
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> GetAsync(string action, string parameters)
    {
        Exception? failure = null;
        foreach (var node in nodes)
        {
            try
            {
                return await _http.GetFromJsonAsync<JsonElement>(UrlOf(node, action, parameters));
            }
            catch (HttpRequestException exception)
            {
                failure = exception;
            }
        }

        throw new InvalidOperationException("No node answers.", failure);
    }

    private Uri UrlOf(Node node, string action, string parameters)
    {
        var nonce = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Interlocked.Increment(ref _nonces)}");
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var signature = ApiSignature.Compute(DevelopmentKeys.AppId, nonce, DevelopmentKeys.ServerSecret, timestamp);
        return new Uri(string.Create(
            CultureInfo.InvariantCulture,
            $"http://127.0.0.1:{node.ApiPort}/?Action={action}&AppId={DevelopmentKeys.AppId}&SignatureNonce={nonce}&Timestamp={timestamp}&SignatureVersion=2.0&Signature={signature}&{parameters}"));
    }
}
