using System.Globalization;
using ZimCall;

namespace TwoPhones.Terminal;

/// <summary>Whose phone it is, and where it logs in.</summary>
internal sealed record PhoneSettings(string User, string? Server, string? Call, string? App)
{
    /// <summary>Whom to call right away.</summary>
    public IReadOnlyList<string> Callees =>
        Call?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>The library's options.</summary>
    /// <exception cref="ArgumentException">Something was given in the wrong form; the message says what.</exception>
    public ZIMOptions ToOptions()
    {
        var (id, sign) = (DevelopmentApp.AppId, DevelopmentApp.AppSign);
        if (App is not null)
        {
            var parts = App.Split(':');
            if (parts.Length != 2 || !uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out id))
            {
                throw new ArgumentException("--app is not of the form ID:APPSIGN.");
            }

            sign = parts[1];
        }

        Uri? address = null;
        if (Server is not null && !Uri.TryCreate(Server, UriKind.Absolute, out address))
        {
            throw new ArgumentException($"--server '{Server}' is not of the form http://host:port.");
        }

        return new ZIMOptions { AppID = id, AppSign = sign, ServerAddress = address, LoginTimeout = TimeSpan.FromSeconds(5) };
    }
}
