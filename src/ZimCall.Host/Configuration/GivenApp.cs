using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>An app that is to be served, and where it stood.</summary>
internal sealed record GivenApp(ZimCallApp App, string Where);
