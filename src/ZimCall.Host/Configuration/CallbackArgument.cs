using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>Reads where callbacks go.</summary>
internal static class CallbackArgument
{
    private const string AllEvents = "all";

    /// <param name="url">The receiver; null for none.</param>
    /// <param name="secret">The secret; null when it is missing.</param>
    /// <param name="events">The events, separated by semicolons; null for those that ZIM has.</param>
    /// <param name="addProblem">Takes what is wrong.</param>
    /// <returns>The callbacks, still to be checked; null when there are none.</returns>
    public static ZimCallCallbackOptions? Read(string? url, string? secret, string? events, Action<string> addProblem)
    {
        if (url is null)
        {
            if (secret is not null || events is not null)
            {
                addProblem("callback-secret and callback-events are for callbacks: callback-url is missing");
            }

            return null;
        }

        if (secret is null)
        {
            addProblem("callback-url needs callback-secret: without it nobody could tell callbacks from forgeries");
            return null;
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            addProblem("callback-url is not of the form http://host/path or https://host/path");
            return null;
        }

        return new ZimCallCallbackOptions(uri, secret) { Events = EventsOf(events) };
    }

    /// <summary>The words of a setting that holds several.</summary>
    public static string[] Split(string? words) =>
        words?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static IReadOnlyCollection<string> EventsOf(string? events) =>
        events is null ? CallbackEvents.Zim : events == AllEvents ? CallbackEvents.All : Split(events);
}
