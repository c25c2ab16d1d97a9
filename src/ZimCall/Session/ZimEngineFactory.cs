namespace ZimCall.Session;

/// <summary>Makes the engine of a <see cref="ZIM"/>, from options that are checked and complete.</summary>
internal static class ZimEngineFactory
{
    public static IZimEngine Create(ZIMOptions options, IZimEvents events) =>
        throw new InvalidOperationException("This build has no session engine.");
}
