using System.CommandLine;

namespace ZimCall.Host;

/// <summary>Takes values out of a command line that may have errors.</summary>
internal static class ParsedValues
{
    /// <summary>The value, or null when there is none or it cannot be read: its error has been noted already.</summary>
    public static T? Take<T>(this ParseResult parsed, Option<T> option)
    {
        try
        {
            return parsed.GetValue(option);
        }
        catch (InvalidOperationException)
        {
            return default;
        }
    }
}
