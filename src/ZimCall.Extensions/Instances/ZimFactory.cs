namespace ZimCall.Extensions.Instances;

/// <summary>Makes instances as an app would.</summary>
internal sealed class ZimFactory : IZimFactory
{
    public ZIM Create(ZIMOptions options) => new(options);
}
