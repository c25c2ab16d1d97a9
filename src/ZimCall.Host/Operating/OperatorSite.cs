using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZimCall.Host;

/// <summary>
/// What is served at the operator's address: its own endpoints, behind the secret unless they are marked, and nothing of
/// what clients and business servers are served; nor are they served anything of this.
/// </summary>
internal static class OperatorSite
{
    /// <summary>Nothing of these pages comes from elsewhere, or is shown inside another page; no script or style stands in them.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Takes the requests that come in at the operator's address.</summary>
    public static void UseOperatorSite(this WebApplication app, OperatorSettings settings)
    {
        var guard = new OperatorGuard(
            settings.Secret,
            app.Services.GetRequiredService<TimeProvider>(),
            app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ZimCall.Host"));
        app.MapWhen(OperatorMark.IsOn, site =>
        {
            site.Use(Prepare);
            site.UseRouting();
            site.Use(guard.CheckAsync);
            site.UseEndpoints(endpoints => Map(endpoints, settings));
        });
    }

    /// <summary>Everything that the operator can ask for.</summary>
    private static void Map(IEndpointRouteBuilder endpoints, OperatorSettings settings)
    {
        endpoints.MapHealth();
        endpoints.MapMetrics();
        endpoints.MapOperatorApi();
        if (settings.HasDashboard)
        {
            endpoints.MapDashboard(settings.Secret);
        }
    }

    private static Task Prepare(HttpContext context, RequestDelegate next)
    {
        // What clients are served has been looked through already, and must not be found here.
        context.SetEndpoint(null);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return next(context);
    }
}
