using ZimCall.Server;

namespace ZimCall.Scenarios.Stores;

/// <summary>A store that is there again when the server is, as a database is.</summary>
internal sealed class SurvivingStore(ICallStore inner) : PassingStore(inner)
{
    public override bool OutlivesProcess => true;
}
