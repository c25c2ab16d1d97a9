namespace ZimCall.Server;

/// <summary>A node of the backend.</summary>
/// <param name="Id">Names the process: another one for each start.</param>
/// <param name="Address">Where other nodes reach it.</param>
public sealed record NodeInfo(string Id, string Address);
