using Microsoft.AspNetCore.Http;

namespace ZimCall.Host;

/// <summary>What is around every page.</summary>
internal static class Layout
{
    /// <summary>Asks for the part of a page that changes, alone.</summary>
    private const string PartParameter = "part";

    /// <summary>Answers with a page whose content is brought up to date every second.</summary>
    public static Task WriteLiveAsync(HttpContext context, string title, Html content, string search = "") =>
        context.Request.Query.ContainsKey(PartParameter)
            ? WriteAsync(context, content)
            : WriteAsync(context, Page(title, Html.Of($"""
                <header>
                  <a class="brand" href="/dashboard"><span class="dot"></span>ZimCall</a>
                  <nav><a href="/dashboard">Overview</a><a href="/dashboard/sessions">Sessions</a></nav>
                  <form class="search" action="/dashboard/search" method="get" role="search">
                    <input type="search" name="q" value="{search}" placeholder="user or callID" aria-label="User or callID" maxlength="64">
                  </form>
                  <form action="/dashboard/logout" method="post"><button class="quiet">Log out</button></form>
                </header>
                <p id="offline" hidden>The server does not answer; this is how it was.</p>
                <main id="live">{content}</main>
                <script src="/dashboard/dashboard.js"></script>
                """)));

    /// <summary>Answers with the page that asks for the secret.</summary>
    public static Task WriteLoginAsync(HttpContext context, bool wasWrong) => WriteAsync(context, Page("Log in", Html.Of($"""
        <main class="login">
          <form action="{DashboardSite.LoginPath}" method="post">
            <h1><span class="dot"></span>ZimCall</h1>
            <label for="secret">The operator's secret</label>
            <input id="secret" name="{DashboardSite.SecretField}" type="password" autocomplete="current-password" required autofocus>
            {(wasWrong ? Html.Of($"<p class=\"wrong\" role=\"alert\">That is not the secret.</p>") : Html.Empty)}
            <button>Log in</button>
          </form>
        </main>
        """)));

    private static Html Page(string title, Html body) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{Html.Visible(title)} · ZimCall</title>
          <link rel="stylesheet" href="/dashboard/dashboard.css">
        </head>
        <body>
        {body}
        </body>
        </html>
        """);

    private static Task WriteAsync(HttpContext context, Html html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html.ToString(), context.RequestAborted);
    }
}
