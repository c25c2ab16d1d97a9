namespace ZimCall.Server;

/// <summary>What a backend can be given in place of its own.</summary>
internal sealed record BackendParts
{
    /// <summary>Where pushes go; null for the callback call_push.</summary>
    public IPushGateway? Push { get; init; }

    /// <summary>Brings callbacks to their receivers; null for HTTP.</summary>
    public ICallbackSender? CallbackSender { get; init; }
}
