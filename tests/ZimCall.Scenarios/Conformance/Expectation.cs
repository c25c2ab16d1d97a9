using System.Text.Json.Nodes;

namespace ZimCall.Scenarios.Conformance;

/// <summary>Compares what a scenario looks for with what came: only the fields it gives, but lists whole.</summary>
internal static class Expectation
{
    public static bool Holds(JsonNode? expected, JsonNode? actual, string field = "") => (expected, actual) switch
    {
        (JsonObject want, JsonObject have) when field is "callUserList" or "errorUserList" =>
            want.Count == have.Count && want.All(user => have.ContainsKey(user.Key) && HoldsForUser(user.Value, have[user.Key])),
        (JsonObject want, JsonObject have) =>
            want.All(pair => have.ContainsKey(pair.Key) && Holds(pair.Value, have[pair.Key], pair.Key)),
        (JsonArray want, JsonArray have) =>
            want.Count == have.Count && want.Zip(have).All(pair => Holds(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(expected, actual),
    };

    /// <summary>A user's state alone may stand for the user.</summary>
    private static bool HoldsForUser(JsonNode? expected, JsonNode? actual) =>
        expected is JsonValue && actual is JsonObject user ? JsonNode.DeepEquals(expected, user["state"]) : Holds(expected, actual);
}
