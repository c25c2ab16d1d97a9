using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace ZimCall.Host;

/// <summary>Asks a running server's operator address.</summary>
internal sealed class OperatorClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    [SuppressMessage("Security", "CA5359", Justification = "Only for this machine's own addresses.")]
    [SuppressMessage("Reliability", "CA2000", Justification = "The client disposes of its handler.")]
    public OperatorClient(ListenAddress address, string secret)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (address.IsLoopback)
        {
            // The certificate has the name by which clients know the server; who can answer here could read the secret anyway.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }

        _http = new HttpClient(handler)
        {
            Timeout = Patience,
            BaseAddress = new UriBuilder(address.IsTls ? "https" : "http", address.LocalHost, address.Port).Uri,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
    }

    /// <summary>Asks for something.</summary>
    /// <param name="method">How.</param>
    /// <param name="path">What.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer, or what is wrong.</returns>
    private async Task<(T? Answer, string? Problem)> SendAsync<T>(
        HttpMethod method, string path, Func<HttpContent, Task<T?>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
            using var response = await _http.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => (await read(response.Content), null),
                HttpStatusCode.Unauthorized => (default, $"{_http.BaseAddress} does not take the operator-secret"),
                _ => (default, $"{_http.BaseAddress} answers {(int)response.StatusCode}"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or JsonException
            or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return (default, $"{_http.BaseAddress} does not answer: {exception.Message}");
        }
    }

    /// <summary>Asks for a list.</summary>
    public Task<(List<T>? Answer, string? Problem)> ListAsync<T>(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, content => content.ReadFromJsonAsync<List<T>>(OperatorJson.Options, cancellationToken), cancellationToken);

    /// <summary>Has something done to so many things.</summary>
    public async Task<(int Count, string? Problem)> PostAsync(string path, CancellationToken cancellationToken)
    {
        var (counts, problem) = await SendAsync(
            HttpMethod.Post, path, content => content.ReadFromJsonAsync<List<int>>(OperatorJson.Options, cancellationToken), cancellationToken);
        return (counts?[0] ?? 0, problem);
    }

    /// <summary>Asks for a text.</summary>
    public Task<(string? Answer, string? Problem)> TextAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, async content => (string?)await content.ReadAsStringAsync(cancellationToken), cancellationToken);

    public void Dispose() => _http.Dispose();
}
