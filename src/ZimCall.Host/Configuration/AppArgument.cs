using System.Globalization;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>Reads an app that is written as one word.</summary>
internal static class AppArgument
{
    /// <summary>Reads <c>ID:APPSIGN:SERVERSECRET</c>; the secret may hold colons itself.</summary>
    /// <param name="text">The value.</param>
    /// <param name="where">Where it stood: problems name it by that, for the value holds secrets.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The app, still to be checked; null when it is none.</returns>
    public static ZimCallApp? Read(string text, string where, out string? problem)
    {
        problem = null;
        var parts = text.Split(':', 3);
        if (parts.Length != 3)
        {
            problem = $"{where} is not of the form ID:APPSIGN:SERVERSECRET: it has {parts.Length - 1} of 2 colons";
            return null;
        }

        if (!uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            problem = $"{where}: the ID is not a number from 1 to {uint.MaxValue}";
            return null;
        }

        return new ZimCallApp(id, parts[1], parts[2]);
    }
}
