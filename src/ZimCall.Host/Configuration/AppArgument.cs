using System.Globalization;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>Reads the value of <c>--app</c>.</summary>
internal static class AppArgument
{
    /// <summary>Reads <c>ID:APPSIGN:SERVERSECRET</c>; the secret may hold colons itself.</summary>
    /// <param name="text">The value.</param>
    /// <param name="position">Which one it is, from 1: problems name it by that, for the value holds secrets.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The app, still to be checked; null when it is none.</returns>
    public static ZimCallApp? Read(string text, int position, out string? problem)
    {
        problem = null;
        var parts = text.Split(':', 3);
        if (parts.Length != 3)
        {
            problem = $"--app number {position} is not of the form ID:APPSIGN:SERVERSECRET: it has {parts.Length - 1} of 2 colons";
            return null;
        }

        if (!uint.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            problem = $"--app number {position}: the ID is not a number from 1 to {uint.MaxValue}";
            return null;
        }

        return new ZimCallApp(id, parts[1], parts[2]);
    }
}
