using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>What the operator's tools are told, as JSON: what the commands <c>calls</c> and <c>call</c> print.</summary>
internal static class OperatorApi
{
    /// <summary>The most of anything that one answer has.</summary>
    private const int MaxCount = 1000;

    private const int DefaultCount = 100;

    public static void MapOperatorApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/calls", FindCallsAsync);

        // Not a part of the path: there may be slashes in it.
        endpoints.MapGet("/api/call", FindCallAsync);
        endpoints.MapGet("/api/call/mermaid", DrawCallAsync);
        endpoints.MapGet("/api/sessions", FindSessionsAsync);
        endpoints.MapGet("/api/dead-letters", FindDeadLettersAsync);
        endpoints.MapPost("/api/dead-letters/resend", ResendAsync);
    }

    private static async Task FindCallsAsync(HttpContext context)
    {
        var inspector = context.RequestServices.GetRequiredService<BackendInspector>();
        var user = context.Request.Query["user"].ToString();
        var calls = user.Length == 0
            ? await inspector.FindLiveCallsAsync(CountOf(context), context.RequestAborted)
            : await inspector.FindCallsOfAsync(user, CountOf(context), context.RequestAborted);
        await AnswerAsync(context, calls.Select(OperatorJson.Of));
    }

    private static async Task FindCallAsync(HttpContext context) =>
        await AnswerAsync(context, (await FindRecordsAsync(context)).Select(OperatorJson.Of));

    private static async Task DrawCallAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(string.Concat((await FindRecordsAsync(context)).Select(MermaidDiagram.Of)), context.RequestAborted);
    }

    private static ValueTask<ImmutableArray<CallRecord>> FindRecordsAsync(HttpContext context) =>
        context.RequestServices.GetRequiredService<BackendInspector>()
            .FindCallsAsync(context.Request.Query["id"].ToString(), context.RequestAborted);

    private static Task FindSessionsAsync(HttpContext context)
    {
        var inspector = context.RequestServices.GetRequiredService<BackendInspector>();
        return AnswerAsync(context, inspector.FindSessions(context.Request.Query["user"].ToString(), CountOf(context)).Select(OperatorJson.Of));
    }

    private static async Task FindDeadLettersAsync(HttpContext context)
    {
        var letters = context.RequestServices.GetRequiredService<DeadLetters>();
        List<StoredCallback> found = [];
        foreach (var appId in AppsOf(context))
        {
            found.AddRange(await letters.ListAsync(appId, 0, CountOf(context), context.RequestAborted));
        }

        await AnswerAsync(context, found.Select(OperatorJson.Of));
    }

    private static async Task ResendAsync(HttpContext context)
    {
        var letters = context.RequestServices.GetRequiredService<DeadLetters>();
        var ids = context.Request.Query["id"] is { Count: > 0 } given ? given.OfType<string>().ToList() : null;
        var count = 0;
        foreach (var appId in AppsOf(context))
        {
            count += await letters.ResendAsync(appId, ids, context.RequestAborted);
        }

        await AnswerAsync(context, [count]);
    }

    /// <summary>The app that was asked for, or all.</summary>
    private static IEnumerable<uint> AppsOf(HttpContext context) =>
        context.RequestServices.GetRequiredService<BackendInspector>().AppIds.Where(appId =>
            context.Request.Query["app"].ToString() is not { Length: > 0 } asked || asked == appId.ToString(CultureInfo.InvariantCulture));

    private static int CountOf(HttpContext context) =>
        int.TryParse(context.Request.Query["count"], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Math.Clamp(count, 1, MaxCount)
            : DefaultCount;

    private static Task AnswerAsync<T>(HttpContext context, IEnumerable<T> items) =>
        context.Response.WriteAsJsonAsync(items.ToList(), OperatorJson.Options, context.RequestAborted);
}
