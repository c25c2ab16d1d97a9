using System.Net;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using ZimCall.Wire;

namespace ZimCall.Server.Rpc;

/// <summary>A call as its handler sees it. Members may be used from any thread while the handler runs.</summary>
public abstract class RpcServerCall
{
    private readonly HttpContext context;
    private readonly CallEnd end;
    private readonly Lazy<IReadOnlyDictionary<string, string>> metadata;
    private readonly Dictionary<string, string> trailers = new(StringComparer.Ordinal);

    private protected RpcServerCall(HttpContext context, CallEnd end, DateTimeOffset? deadline, CancellationToken stopping)
    {
        this.context = context;
        this.end = end;
        Deadline = deadline;
        Stopping = stopping;
        metadata = new Lazy<IReadOnlyDictionary<string, string>>(() => RpcRequest.Metadata(context.Request.Headers));
    }

    /// <summary>What the client sent along: keys in lower case, without what belongs to gRPC and HTTP.</summary>
    public IReadOnlyDictionary<string, string> RequestMetadata => metadata.Value;

    /// <summary>When the client stops waiting; null when it set no deadline.</summary>
    public DateTimeOffset? Deadline { get; }

    /// <summary>Fires when the call is over for whatever reason: cancelled by the client, connection lost, deadline, abort.</summary>
    public CancellationToken CancellationToken => end.Token;

    /// <summary>
    /// Fires when the application begins to stop: tell the client to go elsewhere and return. A call that is still open after
    /// <see cref="RpcEndpointOptions.StopGrace"/> is ended with UNAVAILABLE.
    /// </summary>
    public CancellationToken Stopping { get; }

    /// <summary>The other end of the connection: the client, or the last proxy before it. Null where there is no socket.</summary>
    public IPEndPoint? RemoteEndPoint =>
        context.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, context.Connection.RemotePort) : null;

    internal CallEnd End => end;

    internal IReadOnlyDictionary<string, string> ResponseTrailers
    {
        get
        {
            lock (trailers)
            {
                return new Dictionary<string, string>(trailers, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>Sends a trailer with the status, whatever the status will be.</summary>
    /// <param name="key">Lower case; not one of gRPC's own.</param>
    /// <param name="value">Printable ASCII.</param>
    /// <exception cref="ArgumentException">The trailer cannot be sent.</exception>
    public void SetResponseTrailer(string key, string value)
    {
        RpcMetadata.Check(key, value);
        lock (trailers)
        {
            trailers[key] = value;
        }
    }

    /// <summary>
    /// Cuts the call off: the client sees its stream reset (CANCELLED) without a status, <see cref="CancellationToken"/> fires,
    /// pending reads and writes throw.
    /// </summary>
    public void Abort() => end.Abort();
}

/// <summary>A call as its handler sees it, with its stream.</summary>
/// <typeparam name="TRequest">The message that the client sends.</typeparam>
/// <typeparam name="TResponse">The message that the server sends.</typeparam>
public sealed class RpcServerCall<TRequest, TResponse> : RpcServerCall
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    internal RpcServerCall(
        HttpContext context,
        CallEnd end,
        RpcServerStream<TRequest, TResponse> stream,
        DateTimeOffset? deadline,
        CancellationToken stopping)
        : base(context, end, deadline, stopping) =>
        Stream = stream;

    /// <summary>What the client sends, and what goes to the client. A unary method's handler leaves it alone.</summary>
    public RpcServerStream<TRequest, TResponse> Stream { get; }
}
