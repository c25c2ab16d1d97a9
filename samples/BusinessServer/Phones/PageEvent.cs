using System.Net.ServerSentEvents;
using System.Text.Json;

namespace BusinessServer.Phones;

/// <summary>What a page is told.</summary>
internal static class PageEvent
{
    /// <summary>How things stand; the page draws this and nothing else.</summary>
    public static SseItem<object> State(PhoneState state) => new(state, "state");

    /// <summary>Something that happened, in a sentence.</summary>
    public static SseItem<object> News(string text) => new(new { text }, "news");

    /// <summary>What another member's browser has to say to this one, so that the two find each other.</summary>
    public static SseItem<object> Media(string from, string callID, JsonElement data) => new(new { from, callID, data }, "media");

    /// <summary>Another page of the same user has come; this one is over.</summary>
    public static SseItem<object> Replaced() => new(new { }, "replaced");
}
