namespace BusinessServer.Requests;

/// <summary>A call.</summary>
internal sealed record CallBody(string CallID);
