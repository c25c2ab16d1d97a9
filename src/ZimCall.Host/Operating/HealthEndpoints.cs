using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>
/// Whether the process lives, and whether it can do its work. A process that lives and is not ready is left alone by whoever
/// restarts processes, and passed over by whoever sends clients to them.
/// </summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/healthz", static context => context.Response.WriteAsync("healthy\n")).WithMetadata(OpenToAnybody.Instance);
        endpoints.MapGet("/readyz", AnswerReadyAsync).WithMetadata(OpenToAnybody.Instance);
    }

    private static async Task AnswerReadyAsync(HttpContext context)
    {
        var obstacles = await context.RequestServices.GetRequiredService<ZimCallReadiness>().FindObstaclesAsync();
        context.Response.StatusCode = obstacles.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(obstacles.Count == 0 ? "ready\n" : string.Concat(obstacles.Select(static obstacle => $"{obstacle}\n")));
    }
}
