using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ZimCall.Wire;

namespace ZimCall.Server.Rpc;

/// <summary>Maps gRPC methods as endpoints of an ASP.NET Core application.</summary>
public static class RpcEndpoints
{
    /// <summary>Maps a duplex method.</summary>
    /// <typeparam name="TRequest">The message that the client sends.</typeparam>
    /// <typeparam name="TResponse">The message that the server sends.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="method">The method.</param>
    /// <param name="handler">
    /// Runs one call; when it returns the call ends with OK. An <see cref="RpcException"/> ends it with that status and those
    /// trailers; any other exception is logged (event 1000) and ends it with UNKNOWN, without a word of what it was.
    /// </param>
    /// <param name="options">Limits; null takes the defaults.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    public static IEndpointConventionBuilder MapRpcDuplex<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        RpcMethod<TRequest, TResponse> method,
        Func<RpcServerCall<TRequest, TResponse>, Task> handler,
        RpcEndpointOptions? options = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var endpoint = new RpcEndpoint<TRequest, TResponse>(method, options ?? new RpcEndpointOptions(), RpcHost.Of(endpoints));
        return endpoints.MapPost(method.Path, context => endpoint.DuplexAsync(context, handler));
    }

    /// <summary>Maps a unary method.</summary>
    /// <typeparam name="TRequest">The message that the client sends.</typeparam>
    /// <typeparam name="TResponse">The message that the server sends.</typeparam>
    /// <param name="endpoints">The application.</param>
    /// <param name="method">The method.</param>
    /// <param name="handler">Answers one request; exceptions as for a duplex method.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    public static IEndpointConventionBuilder MapRpcUnary<TRequest, TResponse>(
        this IEndpointRouteBuilder endpoints,
        RpcMethod<TRequest, TResponse> method,
        Func<TRequest, RpcServerCall<TRequest, TResponse>, Task<TResponse>> handler,
        RpcEndpointOptions? options = null)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var endpoint = new RpcEndpoint<TRequest, TResponse>(method, options ?? new RpcEndpointOptions(), RpcHost.Of(endpoints));
        return endpoints.MapPost(method.Path, context => endpoint.UnaryAsync(context, handler));
    }

    /// <summary>
    /// Answers gRPC requests for services and methods that are not mapped with UNIMPLEMENTED. Map it once; requests that are
    /// no gRPC get 404 from it as they would without it.
    /// </summary>
    /// <param name="endpoints">The application.</param>
    /// <returns>The endpoint, for further conventions.</returns>
    public static IEndpointConventionBuilder MapRpcUnimplemented(this IEndpointRouteBuilder endpoints)
    {
        RpcHost host = RpcHost.Of(endpoints);
        IEndpointConventionBuilder builder = endpoints.MapPost("/{service}/{method}", context =>
        {
            // The path is the client's own text, and stays out of the log.
            RpcLog.RequestRefused(host.Logger, context.Connection.RemoteIpAddress, context.Connection.RemotePort, "there is no such method");
            if (RpcRequest.IsGrpc(context.Request.ContentType))
            {
                RpcReply.End(
                    context.Response,
                    new RpcException(RpcStatusCode.Unimplemented, $"there is no method {context.Request.Path}"));
            }
            else
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
            }

            return Task.CompletedTask;
        });
        builder.Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = int.MaxValue);
        return builder;
    }
}
