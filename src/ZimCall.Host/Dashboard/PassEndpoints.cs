using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ZimCall.Host;

/// <summary>Gives a browser a pass for the secret, and takes it back.</summary>
internal sealed class PassEndpoints(OperatorSecret secret, TimeProvider time)
{
    private const int MaxFormBytes = 8 * 1024;

    /// <summary>Looks at what was typed.</summary>
    public async Task LogInAsync(HttpContext context)
    {
        if (await ReadSecretAsync(context) is not { } typed || !secret.IsSecret(typed))
        {
            HostLog.OperatorRefused(
                context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("ZimCall.Host"),
                context.Connection.RemoteIpAddress?.ToString() ?? "unknown");
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await Layout.WriteLoginAsync(context, wasWrong: true);
            return;
        }

        context.Response.Cookies.Append(OperatorGuard.PassCookie, secret.MakePass(time.GetUtcNow()), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = OperatorSecret.PassLifetime,
        });
        Go(context, "/dashboard");
    }

    /// <summary>Lets the browser forget its pass.</summary>
    public static Task LogOut(HttpContext context)
    {
        context.Response.Cookies.Delete(OperatorGuard.PassCookie, new CookieOptions { Path = "/" });
        Go(context, DashboardSite.LoginPath);
        return Task.CompletedTask;
    }

    /// <returns>What was typed; null when what came is no such form.</returns>
    private static async Task<string?> ReadSecretAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is not <= MaxFormBytes)
        {
            return null;
        }

        try
        {
            var form = await context.Request.ReadFormAsync(new FormOptions { ValueCountLimit = 4, MultipartBodyLengthLimit = MaxFormBytes }, context.RequestAborted);
            return form[DashboardSite.SecretField].ToString();
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>On to a page, by GET.</summary>
    private static void Go(HttpContext context, string path)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = path;
    }
}
