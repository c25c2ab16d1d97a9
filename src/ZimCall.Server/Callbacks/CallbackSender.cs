using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace ZimCall.Server;

/// <summary>
/// Sends callbacks by HTTP. Nothing that a receiver answers is read but the status: redirects are not followed, and what it
/// goes on to say is thrown away, up to a few kilobytes; then the connection is closed.
/// </summary>
internal sealed class CallbackSender : ICallbackSender, IDisposable
{
    private const int MaxResponseBytes = 4 * 1024;
    private const int MaxHeaderKilobytes = 8;

    private readonly HttpClient _http;
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    public CallbackSender(ZimCallServerOptions options, TimeProvider time)
        : this(options, time, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="options">The server's options.</param>
    /// <param name="time">The clock.</param>
    /// <param name="resolve">Finds the addresses of a host.</param>
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    public CallbackSender(ZimCallServerOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        (_timeout, _time) = (options.CallbackTimeout, time);
        var connector = new CallbackConnector(options.CallbackAllowPrivateHosts, resolve);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy would connect for us to what is not ours to connect to.
            UseProxy = false,
            ConnectCallback = (context, cancellationToken) => connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
            MaxConnectionsPerServer = options.CallbackParallelism,
            MaxResponseDrainSize = MaxResponseBytes,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public async Task<string?> SendAsync(ZimCallApp app, OutgoingCallback callback, CancellationToken cancellationToken)
    {
        var (url, secret) = (app.Callbacks!.Url, app.Callbacks.Secret);
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var body = CallbackBody.Sign(callback, secret, nonce, _time.GetUtcNow().ToUnixTimeSeconds());
        using var limit = new CancellationTokenSource(_timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.Add(CallbackSignature.EventIdHeader, callback.Id);
        request.Headers.Add(CallbackSignature.BodyHeader, CallbackSignature.OfBody(secret, body));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? null : $"status {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {_timeout.TotalSeconds} s";
        }
        catch (HttpRequestException exception)
        {
            return exception.InnerException?.Message ?? exception.Message;
        }
    }

    public void Dispose() => _http.Dispose();
}
