using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZimCall.Server.Api;

/// <summary>Brings an HTTP request to the server API, and its answer back: always 200 with JSON, as ZIM's.</summary>
internal sealed class ServerApiEndpoint(ApiGuard guard, ServerApi api, RequestMetrics metrics, ILogger logger)
{
    private const int MaxBodyBytes = 64 * 1024;

    /// <summary>How many nonces are kept.</summary>
    public int RememberedNonces => guard.RememberedNonces;

    /// <summary>Answers a request.</summary>
    public async Task ServeAsync(HttpContext context)
    {
        var requestId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var (code, message, fields) = (ApiCodes.Success, "success", new JsonObject());
        var action = "";
        try
        {
            // Who asks is settled before a body is read.
            (var appId, action) = guard.Check(context.Request.Query, api.Actions);
            using var activity = ServerTraces.Start(action, context.Request.Headers.TraceParent.ToString());
            fields = await api.RunAsync(new ApiRequest(appId, action, await ReadParametersAsync(context)));
        }
        catch (ApiRefusedException refused)
        {
            (code, message) = (refused.Code, refused.Message);
            ServerLog.ApiRefused(logger, requestId, code, message);
        }
        catch (CallStoreException failed)
        {
            (code, message) = (ApiCodes.ServerError, "the server's store failed");
            ServerLog.ApiFailed(logger, failed, requestId);
        }
        catch (Exception failed) when (!context.RequestAborted.IsCancellationRequested)
        {
            (code, message) = (ApiCodes.ServerError, "the server failed");
            ServerLog.ApiFailed(logger, failed, requestId);
        }

        metrics.ApiAnswered(action, code);
        await WriteAsync(context.Response, code, message, requestId, fields);
    }

    private static async Task<ApiParameters> ReadParametersAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            return new QueryParameters(context.Request.Query);
        }

        var bytes = await ReadBodyAsync(context);
        try
        {
            var root = JsonElement.Parse(bytes.Span);
            return root.ValueKind == JsonValueKind.Object
                ? new BodyParameters(root)
                : throw new ApiRefusedException(ApiCodes.ParamError, "the body is JSON, but no object");
        }
        catch (JsonException)
        {
            throw new ApiRefusedException(ApiCodes.ParamError, "the body is not JSON");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpContext context)
    {
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await context.Request.Body.ReadAsync(body.GetMemory(4096), context.RequestAborted);
            body.Advance(read);
            if (body.WrittenCount > MaxBodyBytes)
            {
                throw new ApiRefusedException(ApiCodes.ParamError, $"the body has more than {MaxBodyBytes} bytes");
            }

            if (read == 0)
            {
                return body.WrittenMemory;
            }
        }
    }

    private static async Task WriteAsync(HttpResponse response, int code, string message, string requestId, JsonObject fields)
    {
        var reply = new JsonObject { ["Code"] = code, ["Message"] = message, ["RequestId"] = requestId };
        foreach (var (name, value) in fields.ToList())
        {
            fields.Remove(name);
            reply[name] = value;
        }

        response.ContentType = "application/json; charset=utf-8";
        await response.WriteAsync(reply.ToJsonString());
    }
}
