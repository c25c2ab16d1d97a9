using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>The pages at <c>/dashboard</c>.</summary>
internal static class DashboardSite
{
    public const string LoginPath = "/dashboard/login";

    private static readonly LoginPage Login = new(LoginPath);

    /// <summary>The name of the secret in the form that asks for it.</summary>
    public static string SecretField => "secret";

    public static void MapDashboard(this IEndpointRouteBuilder endpoints, OperatorSecret secret)
    {
        var rates = endpoints.ServiceProvider.GetRequiredService<RateHistory>();
        var pass = new PassEndpoints(secret, endpoints.ServiceProvider.GetRequiredService<TimeProvider>());
        endpoints.MapGet(LoginPath, static context => Layout.WriteLoginAsync(context, wasWrong: false)).WithMetadata(OpenToAnybody.Instance);
        endpoints.MapPost(LoginPath, pass.LogInAsync).WithMetadata(OpenToAnybody.Instance);
        endpoints.MapPost("/dashboard/logout", PassEndpoints.LogOut).WithMetadata(Login);
        endpoints.MapGet("/dashboard", context => ShowOverviewAsync(context, rates)).WithMetadata(Login);
        endpoints.MapGet("/dashboard/sessions", ShowSessionsAsync).WithMetadata(Login);
        endpoints.MapGet("/dashboard/search", SearchAsync).WithMetadata(Login);
        endpoints.MapGet("/dashboard/call", ShowCallAsync).WithMetadata(Login);
        endpoints.MapAsset("dashboard.css", "text/css; charset=utf-8");
        endpoints.MapAsset("dashboard.js", "text/javascript; charset=utf-8");
    }

    /// <summary>A file that is a part of the program. There is nothing in it to hide, and the login page needs it.</summary>
    private static void MapAsset(this IEndpointRouteBuilder endpoints, string name, string contentType)
    {
        using var stream = typeof(DashboardSite).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        var text = reader.ReadToEnd();
        endpoints.MapGet($"/dashboard/{name}", context =>
        {
            context.Response.ContentType = contentType;
            return context.Response.WriteAsync(text);
        }).WithMetadata(OpenToAnybody.Instance);
    }

    private static async Task ShowOverviewAsync(HttpContext context, RateHistory rates)
    {
        var calls = await Inspector(context).FindLiveCallsAsync(OverviewPage.MaxCalls, context.RequestAborted);
        await Layout.WriteLiveAsync(context, "Overview", OverviewPage.Write(rates.Samples, calls, Now(context)));
    }

    private static Task ShowSessionsAsync(HttpContext context)
    {
        var part = context.Request.Query["q"].ToString();
        var inspector = Inspector(context);
        var sessions = inspector.FindSessions(part, SessionsPage.MaxSessions);
        return Layout.WriteLiveAsync(context, "Sessions", SessionsPage.Write(part, sessions, inspector.SessionCount, Now(context)), part);
    }

    private static async Task SearchAsync(HttpContext context)
    {
        var text = context.Request.Query["q"].ToString().Trim();
        var inspector = Inspector(context);
        if (!(await inspector.FindCallsAsync(text, context.RequestAborted)).IsEmpty)
        {
            context.Response.Redirect($"/dashboard/call?id={Uri.EscapeDataString(text)}");
            return;
        }

        var calls = await inspector.FindCallsOfAsync(text, SearchPage.MaxCalls, context.RequestAborted);
        var sessions = inspector.FindSessions(text, SearchPage.MaxSessions);
        await Layout.WriteLiveAsync(context, "Search", SearchPage.Write(text, calls, sessions, Now(context)), text);
    }

    private static async Task ShowCallAsync(HttpContext context)
    {
        var callId = context.Request.Query["id"].ToString();
        var records = await Inspector(context).FindCallsAsync(callId, context.RequestAborted);
        context.Response.StatusCode = records.IsEmpty ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        await Layout.WriteLiveAsync(context, $"Call {callId}", CallPage.Write(callId, records, Now(context)), callId);
    }

    private static BackendInspector Inspector(HttpContext context) => context.RequestServices.GetRequiredService<BackendInspector>();

    private static DateTimeOffset Now(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
}
