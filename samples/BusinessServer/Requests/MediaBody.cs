using System.Text.Json;

namespace BusinessServer.Requests;

/// <summary>What one browser has to say to another.</summary>
internal sealed record MediaBody(string CallID, string To, JsonElement Data);
