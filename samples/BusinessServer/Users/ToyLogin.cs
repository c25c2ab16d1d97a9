using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace BusinessServer.Users;

/// <summary>
/// Who is logged in, by the cookie of their browser. A toy: it believes every name, so it has to be replaced by the login that your
/// users have already.
/// </summary>
internal sealed class ToyLogin
{
    private const string Cookie = "business-session";
    private const int MaxLength = 32;

    private readonly ConcurrentDictionary<string, string> _userOf = new();

    /// <returns>Whether the name can be one; then the response has the cookie.</returns>
    public bool TryLogIn(string? name, HttpResponse response)
    {
        if (name is not { Length: > 0 and <= MaxLength } || !name.All(char.IsAsciiLetterOrDigit))
        {
            return false;
        }

        var session = RandomNumberGenerator.GetHexString(32, lowercase: true);
        _userOf[session] = name;
        response.Cookies.Append(Cookie, session, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = response.HttpContext.Request.IsHttps });
        return true;
    }

    /// <summary>Who asks; null for a stranger.</summary>
    public string? UserOf(HttpRequest request) =>
        request.Cookies.TryGetValue(Cookie, out var session) && _userOf.TryGetValue(session, out var user) ? user : null;

    public void LogOut(HttpContext context)
    {
        if (context.Request.Cookies.TryGetValue(Cookie, out var session))
        {
            _userOf.TryRemove(session, out _);
        }

        context.Response.Cookies.Delete(Cookie);
    }
}
