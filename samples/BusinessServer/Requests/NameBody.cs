namespace BusinessServer.Requests;

/// <summary>A user.</summary>
internal sealed record NameBody(string Name);
