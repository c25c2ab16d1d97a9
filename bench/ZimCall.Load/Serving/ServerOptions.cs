namespace ZimCall.Load.Serving;

/// <summary>How the server's process is started.</summary>
/// <param name="ServerGc">The server collector, as the web SDK chooses it, or the workstation's.</param>
/// <param name="Tls">TLS, with a certificate made for the run.</param>
/// <param name="BusyCallers">Whether users in a call may make another.</param>
internal sealed record ServerOptions(bool ServerGc, bool Tls, bool BusyCallers);
