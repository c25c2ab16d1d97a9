using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ZimCall.Server;

namespace BusinessServer.Callbacks;

/// <summary>
/// Takes callbacks: is it genuine, is it new, then note it and answer at once. What is to be done about it is done afterwards
/// (<see cref="CallJournal"/>), because the backend waits for the answer, and the call's next callback with it.
/// </summary>
internal sealed partial class CallbackReceiver(IOptions<BusinessOptions> options, CallJournal journal, TimeProvider time, ILogger<CallbackReceiver> logger)
{
    private const int MaxBytes = 256 * 1024;
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    /// <returns>204 for one that was taken, now or before; the backend sends anything else again.</returns>
    public async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        if (request.ContentLength is not (> 0 and <= MaxBytes) || request.Headers[CallbackSignature.EventIdHeader].ToString() is not { Length: > 0 } id)
        {
            return Results.BadRequest();
        }

        // The bytes as they came: whoever parses them first and writes them again checks the signature of something else.
        var body = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(body);
        var given = Encoding.UTF8.GetBytes(request.Headers[CallbackSignature.BodyHeader].ToString());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(CallbackSignature.OfBody(options.Value.CallbackSecret, body))))
        {
            LogForged(request.HttpContext.Connection.RemoteIpAddress);
            return Results.Unauthorized();
        }

        var callback = JsonSerializer.Deserialize<JsonElement>(body);
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(callback.GetProperty("timestamp").GetInt64());
        if (age.Duration() > MaxAge)
        {
            return Results.Unauthorized();
        }

        return journal.TryTake(id, callback) ? Results.NoContent() : Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A callback from {Address} is not signed with our secret")]
    private partial void LogForged(System.Net.IPAddress? address);
}
