namespace ZimCall.Load.Serving;

/// <summary>Where a server listens.</summary>
/// <param name="Url">The backend, and the floor over the wire; empty where there is no such floor.</param>
/// <param name="TcpPort">The floor over TCP; 0 for none.</param>
internal sealed record ServerAddress(string Url, int TcpPort);
