namespace ZimCall.Wire;

/// <summary>The HTTP request and response that carry one call.</summary>
internal sealed class CallExchange : IDisposable
{
    private readonly CancellationTokenSource sending = new();
    private readonly DuplexContent content = new();
    private readonly HttpRequestMessage request;
    private Task<HttpResponseMessage>? response;

    /// <summary>Prepares the request.</summary>
    /// <exception cref="ArgumentException">The metadata cannot be sent.</exception>
    public CallExchange(RpcChannel channel, string path, RpcCallOptions options) =>
        request = RequestFactory.Create(channel, path, options, content);

    /// <summary>The response, once its headers have come.</summary>
    public Task<HttpResponseMessage> Response => response ?? throw new InvalidOperationException("Not open.");

    /// <summary>Whether the request's stream could be opened.</summary>
    public bool IsWritable => content.Opened.IsCompletedSuccessfully;

    /// <summary>Sends the request's headers.</summary>
    /// <returns>The stream to write to; a null stream when the server answered at once that it takes nothing.</returns>
    public async Task<Stream> OpenAsync(HttpMessageInvoker http)
    {
        response = http.SendAsync(request, sending.Token);
        if (await Task.WhenAny(content.Opened, response).ConfigureAwait(false) == response)
        {
            await response.ConfigureAwait(false);
        }

        await ((Task)content.Opened).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!IsWritable)
        {
            // Either this throws, and says more than the content could, or the first read will say why.
            await response.ConfigureAwait(false);
            return Stream.Null;
        }

        return await content.Opened.ConfigureAwait(false);
    }

    /// <summary>Half-closes the request.</summary>
    public void Complete() => content.Complete();

    /// <summary>
    /// Resets the stream. The token does it before the response headers have come, and has no effect afterwards; then a content
    /// that fails ends the request half, and disposing of the response ends the other, also after a half-close.
    /// </summary>
    public void Reset(RpcException reason)
    {
        try
        {
            sending.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Disposed of by another thread at this moment: nothing is being sent any more.
        }

        content.Fail(reason);
        if (response is { IsCompletedSuccessfully: true })
        {
            response.Result.Dispose();
        }
    }

    /// <summary>Waits until nothing is being sent any more; after <see cref="Reset"/> or the call's end. Never throws.</summary>
    public async Task StopAsync()
    {
        if (response is not null)
        {
            await ((Task)response).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (response.IsCompletedSuccessfully)
            {
                (await response.ConfigureAwait(false)).Dispose();
            }
        }
    }

    public void Dispose()
    {
        request.Dispose();
        content.Dispose();
        sending.Dispose();
    }
}
