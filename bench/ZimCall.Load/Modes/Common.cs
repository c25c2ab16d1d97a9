using ZimCall.Load.Serving;

namespace ZimCall.Load.Modes;

/// <summary>What every mode is told.</summary>
/// <param name="Url">A server that runs already; null to start one.</param>
/// <param name="Server">How to start it.</param>
/// <param name="Against">Another build's executable, whose server takes turns with this one's.</param>
/// <param name="Json">Where the report goes as JSON; null for nowhere.</param>
internal sealed record Common(string? Url, ServerOptions Server, string? Against, string? Json)
{
    public async Task<ServerProcess> StartAsync() =>
        Url is null ? await ServerProcess.StartAsync(Server) : ServerProcess.Elsewhere(Url);
}
