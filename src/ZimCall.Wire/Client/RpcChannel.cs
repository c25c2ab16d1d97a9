using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>
/// A server as a client sees it. Connections are opened when calls need them. <c>http://</c> speaks HTTP/2 in clear text without
/// negotiation, <c>https://</c> over TLS. Safe from any thread.
/// </summary>
public sealed class RpcChannel : IAsyncDisposable
{
    private readonly CancellationTokenSource closed = new();
    private readonly HttpMessageInvoker http;

    /// <summary>Creates a channel; nothing is connected yet.</summary>
    /// <param name="address">Scheme, host and port. A path is refused: gRPC has none.</param>
    /// <param name="options">Settings; null takes the defaults.</param>
    public RpcChannel(Uri address, RpcChannelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            || address.PathAndQuery != "/")
        {
            throw new ArgumentException($"'{address}' is not of the form http://host:port or https://host:port.", nameof(address));
        }

        Address = address;
        Options = options ?? new RpcChannelOptions();
        Closed = closed.Token;
        http = Options.Handler is null
            ? CreateInvoker()
            : new HttpMessageInvoker(Options.Handler, disposeHandler: false);
    }

    /// <summary>Where the server is.</summary>
    public Uri Address { get; }

    internal RpcChannelOptions Options { get; }

    internal CancellationToken Closed { get; }

    /// <summary>
    /// Opens a duplex stream. It is open as soon as requests can be written; the server need not have answered. A failure to
    /// connect is thrown here, a refusal by the server from the first read.
    /// </summary>
    /// <typeparam name="TRequest">The message that the client sends.</typeparam>
    /// <typeparam name="TResponse">The message that the server sends.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="options">Metadata and timeout; null for none.</param>
    /// <param name="cancellationToken">Gives up opening. It has no effect on a stream that is open.</param>
    /// <returns>The open stream; dispose of it.</returns>
    /// <exception cref="RpcException">UNAVAILABLE: no connection. CANCELLED, DEADLINE_EXCEEDED.</exception>
    public async Task<RpcDuplexCall<TRequest, TResponse>> OpenDuplexAsync<TRequest, TResponse>(
        RpcMethod<TRequest, TResponse> method, RpcCallOptions? options = null, CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        ArgumentNullException.ThrowIfNull(method);
        ObjectDisposedException.ThrowIf(closed.IsCancellationRequested, this);
        var call = new RpcDuplexCall<TRequest, TResponse>(this, method, options ?? RpcCallOptions.None);
        try
        {
            await call.OpenAsync(http, cancellationToken).ConfigureAwait(false);
            return call;
        }
        catch
        {
            await call.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Sends one request and waits for its one answer.</summary>
    /// <typeparam name="TRequest">The message that the client sends.</typeparam>
    /// <typeparam name="TResponse">The message that the server sends.</typeparam>
    /// <param name="method">The method.</param>
    /// <param name="request">The request.</param>
    /// <param name="options">Metadata and timeout; null for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="RpcException">The server's error status, or what kept the answer from coming.</exception>
    public async Task<TResponse> UnaryAsync<TRequest, TResponse>(
        RpcMethod<TRequest, TResponse> method,
        TRequest request,
        RpcCallOptions? options = null,
        CancellationToken cancellationToken = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        RpcDuplexCall<TRequest, TResponse> call =
            await OpenDuplexAsync(method, options, cancellationToken).ConfigureAwait(false);
        await using (call.ConfigureAwait(false))
        {
            try
            {
                await call.WriteAsync(request, cancellationToken).ConfigureAwait(false);
                await call.CompleteAsync().ConfigureAwait(false);
            }
            catch (RpcException)
            {
                // The server may answer, with an error as a rule, before it has read the request: its answer says more.
            }

            TResponse response = await call.ReadAsync(cancellationToken).ConfigureAwait(false)
                ?? throw new RpcException(RpcStatusCode.Internal, "the server sent the status OK and no message");
            return await call.ReadAsync(cancellationToken).ConfigureAwait(false) is null
                ? response
                : throw new RpcException(RpcStatusCode.Internal, "the server sent more than one message");
        }
    }

    /// <summary>Cancels the calls that are open, and closes the connections.</summary>
    /// <returns>A task that is done when the calls have been told.</returns>
    public async ValueTask DisposeAsync()
    {
        if (closed.IsCancellationRequested)
        {
            return;
        }

        await closed.CancelAsync().ConfigureAwait(false);
        http.Dispose();
        closed.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The invoker disposes of the handler.")]
    private HttpMessageInvoker CreateInvoker()
    {
        var handler = new SocketsHttpHandler
        {
            // A server allows 100 streams per connection as a rule; the 101st would wait in silence.
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = Options.KeepAlivePingDelay,
            KeepAlivePingTimeout = Options.KeepAlivePingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectTimeout = Options.ConnectTimeout,
            InitialHttp2StreamWindowSize = Options.InitialStreamWindowBytes,
            AllowAutoRedirect = false,
            UseCookies = false,

            // A proxy takes clear-text requests as HTTP/1.1, which gRPC cannot use; for TLS it opens a tunnel.
            UseProxy = Address.Scheme == Uri.UriSchemeHttps,
        };
        if (Options.SslOptions is not null)
        {
            handler.SslOptions = Options.SslOptions;
        }

        return new HttpMessageInvoker(handler, disposeHandler: true);
    }
}
