using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ZimCall.Wire;

namespace ZimCall.Server.Rpc;

/// <summary>Runs the calls of one method.</summary>
internal sealed class RpcEndpoint<TRequest, TResponse>(
    RpcMethod<TRequest, TResponse> method, RpcEndpointOptions options, RpcHost host)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    private readonly RpcServerStreamOptions streamOptions = new()
    {
        MaxReceiveMessageBytes = options.MaxReceiveMessageBytes,
        MaxQueuedBytes = options.MaxQueuedBytes,
        TranslateFailure = RpcRequest.TranslateFailure,
    };

    /// <summary>
    /// The response's headers go out before the handler runs: many clients wait for them before they hand the stream to their
    /// program, and a handler that waits for a first message would wait for ever. A handler's error therefore goes in trailers;
    /// an answer of trailers only remains for what is known before the handler runs.
    /// </summary>
    public Task DuplexAsync(HttpContext context, Func<RpcServerCall<TRequest, TResponse>, Task> handler) =>
        RunAsync(context, async call =>
        {
            RpcReply.Prepare(context.Response);
            await context.Response.BodyWriter.FlushAsync(CancellationToken.None);
            await handler(call);
        });

    /// <summary>Nothing goes out before the handler's answer: then all of it goes at once, and errors are trailers only.</summary>
    public Task UnaryAsync(
        HttpContext context, Func<TRequest, RpcServerCall<TRequest, TResponse>, Task<TResponse>> handler) =>
        RunAsync(context, async call =>
        {
            TRequest request = await call.Stream.ReadAsync()
                ?? throw new RpcException(RpcStatusCode.Internal, "malformed request: no message");
            if (await call.Stream.ReadAsync() is not null)
            {
                throw new RpcException(RpcStatusCode.Internal, "malformed request: more than one message");
            }

            TResponse response = await handler(request, call);
            if (call.End.Reason is { } ended)
            {
                throw ended;
            }

            RpcReply.Prepare(context.Response);
            FrameCodec.Write(context.Response.BodyWriter, response);
        });

    private async Task RunAsync(HttpContext context, Func<RpcServerCall<TRequest, TResponse>, Task> body)
    {
        if (!await RpcRequest.AcceptAsync(context, host.Logger))
        {
            return;
        }

        TimeSpan? timeout = null;
        if (context.Request.Headers.TryGetValue(GrpcTimeout.Key, out Microsoft.Extensions.Primitives.StringValues header))
        {
            if (!GrpcTimeout.TryParse(header.ToString(), out TimeSpan parsed))
            {
                Refuse(context, RpcStatusCode.Internal, "malformed grpc-timeout");
                return;
            }

            timeout = parsed;
        }

        if (host.Stopping.IsCancellationRequested)
        {
            Refuse(context, RpcStatusCode.Unavailable, "the server is shutting down");
            return;
        }

        RpcRequest.LiftBodyLimits(context.Features);
        await using var end = new CallEnd(host.Time);
        RpcServerCall<TRequest, TResponse> call = CreateCall(context, end, timeout);
        RpcException? error = await HandleAsync(call, body);

        // What was written before the end goes out before the status.
        await call.Stream.CompleteAsync();
        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (end.IsAborted || call.Stream.IsStuck)
        {
            RpcLog.CallCutOff(host.Logger, method.Path, error?.Status.Code ?? RpcStatusCode.Cancelled);
            RpcReply.Reset(context, error?.Status.Code);
            return;
        }

        RpcReply.End(context.Response, error, SendableTrailers(call, error));
    }

    private Dictionary<string, string> SendableTrailers(RpcServerCall call, RpcException? error)
    {
        var trailers = new Dictionary<string, string>(call.ResponseTrailers, StringComparer.Ordinal);
        foreach ((string key, string value) in error?.Trailers ?? call.ResponseTrailers)
        {
            if (RpcMetadata.IsValid(key, value))
            {
                trailers[key] = value;
            }
            else
            {
                RpcLog.TrailerDropped(host.Logger, method.Path, key);
            }
        }

        return trailers;
    }

    private RpcServerCall<TRequest, TResponse> CreateCall(HttpContext context, CallEnd end, TimeSpan? timeout)
    {
        var stream = new RpcServerStream<TRequest, TResponse>(
            context.Request.BodyReader, context.Response.BodyWriter, method.RequestParser, streamOptions);
        end.Attach(stream.Abort, context.RequestAborted);
        end.EndAfter(options.StopGrace, host.Stopping);
        if (timeout is { } limit)
        {
            end.SetDeadline(limit);
        }

        return new RpcServerCall<TRequest, TResponse>(
            context, end, stream, timeout is { } t ? Add(host.Time.GetUtcNow(), t) : null, host.Stopping);
    }

    private async Task<RpcException?> HandleAsync(
        RpcServerCall<TRequest, TResponse> call, Func<RpcServerCall<TRequest, TResponse>, Task> body)
    {
        try
        {
            await body(call);
            return call.End.Reason;
        }
        catch (RpcException e)
        {
            RpcLog.CallFailed(host.Logger, method.Path, e.Status.Code);
            return e;
        }
        catch (Exception e) when (call.End.Reason is not null)
        {
            // The call was over already: what the handler trips over then is a consequence.
            RpcLog.CallFailed(host.Logger, method.Path, call.End.Reason.Status.Code);
            _ = e;
            return call.End.Reason;
        }
        catch (Exception e)
        {
            RpcLog.HandlerFailed(host.Logger, e, method.Path);
            return new RpcException(RpcStatusCode.Unknown, "the server failed to handle the call");
        }
    }

    private static void Refuse(HttpContext context, RpcStatusCode code, string message) =>
        RpcReply.End(context.Response, new RpcException(code, message));

    private static DateTimeOffset Add(DateTimeOffset now, TimeSpan timeout) =>
        timeout < DateTimeOffset.MaxValue - now ? now + timeout : DateTimeOffset.MaxValue;
}
