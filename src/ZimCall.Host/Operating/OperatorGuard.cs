using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ZimCall.Host;

/// <summary>Lets nobody to the operator's address who does not know the secret, or has a pass for having known it.</summary>
internal sealed class OperatorGuard(OperatorSecret secret, TimeProvider time, ILogger logger)
{
    /// <summary>The cookie that holds a browser's pass.</summary>
    public const string PassCookie = "zimcall-operator";

    private const string Bearer = "Bearer ";

    /// <summary>Passes a request on, or answers that it needs the secret.</summary>
    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<OpenToAnybody>() is not null || HasSecret(context.Request) || HasPass(context.Request))
        {
            return next(context);
        }

        if (metadata?.GetMetadata<LoginPage>() is { } login)
        {
            context.Response.Redirect(login.Path);
            return Task.CompletedTask;
        }

        HostLog.OperatorRefused(logger, context.Connection.RemoteIpAddress?.ToString() ?? "unknown");
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Response.WriteAsync("This needs the operator's secret: Authorization: Bearer <secret>\n");
    }

    private bool HasSecret(HttpRequest request) =>
        request.Headers.Authorization is [{ } value]
        && value.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && secret.IsSecret(value[Bearer.Length..]);

    /// <summary>
    /// A browser sends its cookies to every port of a machine, also for pages of another; it says so, and then they are
    /// not taken.
    /// </summary>
    private bool HasPass(HttpRequest request) =>
        request.Cookies.TryGetValue(PassCookie, out var pass)
        && request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && secret.IsPass(pass, time.GetUtcNow());
}
