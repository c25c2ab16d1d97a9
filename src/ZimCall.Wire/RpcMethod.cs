using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>One method of a gRPC service, as both halves name it.</summary>
/// <typeparam name="TRequest">The message that the client sends.</typeparam>
/// <typeparam name="TResponse">The message that the server sends.</typeparam>
/// <param name="Service">The service's full name with its package: <c>pkg.Service</c>.</param>
/// <param name="Name">The method's name.</param>
/// <param name="RequestParser">Reads requests.</param>
/// <param name="ResponseParser">Reads responses.</param>
public sealed record RpcMethod<TRequest, TResponse>(
    string Service,
    string Name,
    MessageParser<TRequest> RequestParser,
    MessageParser<TResponse> ResponseParser)
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    /// <summary>The HTTP path of the method: <c>/pkg.Service/Method</c>.</summary>
    public string Path => $"/{Service}/{Name}";
}
