namespace ZimCall.Session;

/// <summary>The randomness of callIDs, instance ids and waits.</summary>
internal interface IRandomSource
{
    void Fill(Span<byte> bytes);

    /// <summary>From 0 inclusive to 1 exclusive.</summary>
    double NextDouble();
}
