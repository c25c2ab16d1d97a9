namespace ZimCall.Server;

/// <summary>A place that is given back when it is disposed of.</summary>
internal readonly struct Place(Action giveBack) : IDisposable
{
    public void Dispose() => giveBack();
}
