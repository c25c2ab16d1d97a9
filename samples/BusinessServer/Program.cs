using BusinessServer;
using BusinessServer.Callbacks;
using BusinessServer.Phones;
using BusinessServer.Requests;
using BusinessServer.Users;
using Microsoft.Extensions.Options;
using ZimCall;

// The folder of the program, wherever it is started from: its settings and its page are there.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddOptions<BusinessOptions>().BindConfiguration("ZimCall").ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<ToyLogin>();
builder.Services.AddSingleton<TokenIssuer>();
builder.Services.AddSingleton<WebPhones>();
builder.Services.AddSingleton<CallbackReceiver>();
builder.Services.AddSingleton<CallJournal>();
builder.Services.AddHostedService(static services => services.GetRequiredService<CallJournal>());
var app = builder.Build();
app.UseDefaultFiles();
app.UseStaticFiles();

// From zimcall-server.
app.MapPost("/zimcall", static (HttpRequest request, CallbackReceiver receiver) => receiver.ReceiveAsync(request));

// From browsers and apps.
var api = app.MapGroup("/api");
api.MapPost("/login", static (NameBody body, ToyLogin login, HttpResponse response) =>
    login.TryLogIn(body.Name, response) ? Results.NoContent() : Results.BadRequest(new { message = "A name is 1 to 32 letters and digits." }));

var own = api.MapGroup("/").AddEndpointFilter(static async (context, next) =>
{
    var login = context.HttpContext.RequestServices.GetRequiredService<ToyLogin>();
    if (login.UserOf(context.HttpContext.Request) is not { } user)
    {
        return Results.Unauthorized();
    }

    context.HttpContext.Items["user"] = user;
    try
    {
        return await next(context);
    }
    catch (ZIMException refused)
    {
        return Results.Json(new { message = refused.Error.message, code = (int)refused.Error.code }, statusCode: StatusCodes.Status409Conflict);
    }
});

own.MapPost("/logout", static (HttpContext context, ToyLogin login) => login.LogOut(context));

// For an app with the SDK in it, which calls by itself: who is logged in here gets what it needs to log in there.
own.MapPost("/token", static (HttpContext context, TokenIssuer tokens, IOptions<BusinessOptions> options) =>
    Results.Ok(new { user = context.User(), token = tokens.TokenFor(context.User()), appId = options.Value.AppId, server = options.Value.Server }));

// For the page, which has no SDK: this server has its phone.
own.MapGet("/events", static async (HttpContext context, WebPhones phones) =>
{
    var (phone, page) = await phones.OpenAsync(context.User());
    return TypedResults.ServerSentEvents(phones.ReadAsync(phone, page, context.RequestAborted));
});
own.MapPost("/call", static (NameBody body, HttpContext context, WebPhones phones) => context.WithPhoneAsync(phones, phone => phone.CallAsync(body.Name)));
own.MapPost("/accept", static (CallBody body, HttpContext context, WebPhones phones) => context.WithPhoneAsync(phones, phone => phone.AcceptAsync(body.CallID)));
own.MapPost("/reject", static (CallBody body, HttpContext context, WebPhones phones) => context.WithPhoneAsync(phones, phone => phone.RejectAsync(body.CallID)));
own.MapPost("/hangup", static (CallBody body, HttpContext context, WebPhones phones) => context.WithPhoneAsync(phones, phone => phone.HangUpAsync(body.CallID)));
own.MapGet("/calls", static (HttpContext context, CallJournal journal) => journal.CallsOf(context.User()));

// From one browser to the other, so that they find each other; only while both are in that call.
own.MapPost("/media", static (MediaBody body, HttpContext context, WebPhones phones) => context.WithPhoneAsync(phones, phone =>
{
    if (phone.IsInCallWith(body.To, body.CallID))
    {
        phones.Of(body.To)?.Hear(phone.User, body.CallID, body.Data);
    }

    return Task.CompletedTask;
}));

await app.StartAsync();
Console.WriteLine($"Open {app.Urls.First()} in two browsers, or in two windows of which one is private.");
await app.WaitForShutdownAsync();
