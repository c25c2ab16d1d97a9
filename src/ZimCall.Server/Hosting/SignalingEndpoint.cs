using System.Globalization;
using ZimCall.Protocol;
using ZimCall.Server.Rpc;
using ZimCall.Wire;

namespace ZimCall.Server;

/// <summary>Brings a gRPC call to the backend, and the backend's refusals into gRPC's terms.</summary>
internal static class SignalingEndpoint
{
    public static Task ServeAsync(ZimCallBackend backend, RpcServerCall<ClientFrame, ServerFrame> call) =>
        ServeAsync(backend, call, new RpcFrameConnection(call));

    public static async Task ServeAsync(
        ZimCallBackend backend, RpcServerCall<ClientFrame, ServerFrame> call, IFrameConnection connection)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken, call.Stopping);
        try
        {
            await backend.RunAsync(connection, over.Token);
        }
        catch (LoginRefusedException refused)
        {
            call.SetResponseTrailer(SignalingMethod.ErrorCodeTrailer, refused.Code.ToString(CultureInfo.InvariantCulture));
            throw new RpcException(ToStatus(refused.Code), refused.Message);
        }
        catch (BadFrameException bad)
        {
            // With a code, so that a client does not come back and send the same again.
            call.SetResponseTrailer(
                SignalingMethod.ErrorCodeTrailer, ErrorCodes.ParamInvalid.ToString(CultureInfo.InvariantCulture));
            throw new RpcException(bad.Status, bad.Message, bad);
        }
        catch (CallStoreException failed)
        {
            call.SetResponseTrailer(
                SignalingMethod.ErrorCodeTrailer, ErrorCodes.DatabaseError.ToString(CultureInfo.InvariantCulture));
            throw new RpcException(RpcStatusCode.Unavailable, "the server's store failed", failed);
        }
        catch (OperationCanceledException) when (call.Stopping.IsCancellationRequested && !call.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(RpcStatusCode.Unavailable, "the server is stopping");
        }
    }

    private static RpcStatusCode ToStatus(int code) => code switch
    {
        ErrorCodes.ParamInvalid => RpcStatusCode.InvalidArgument,
        ErrorCodes.InvalidAppId => RpcStatusCode.NotFound,
        ErrorCodes.TooManyRequests => RpcStatusCode.ResourceExhausted,
        _ => RpcStatusCode.Unauthenticated,
    };
}
