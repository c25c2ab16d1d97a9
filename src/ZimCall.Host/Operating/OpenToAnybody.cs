namespace ZimCall.Host;

/// <summary>Marks what the operator's address answers without the secret. Everything else needs it.</summary>
internal sealed class OpenToAnybody
{
    public static OpenToAnybody Instance { get; } = new();

    private OpenToAnybody()
    {
    }
}
