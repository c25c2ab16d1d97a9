namespace ZimCall.Server;

internal static class TimeProviderExtensions
{
    /// <summary>The server's clock: Unix milliseconds, UTC.</summary>
    public static long NowMs(this TimeProvider time) => time.GetUtcNow().ToUnixTimeMilliseconds();
}
