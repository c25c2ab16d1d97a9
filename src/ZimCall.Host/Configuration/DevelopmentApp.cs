using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>
/// The app of <c>--dev</c>. Its keys are in this file for everybody to read, which is why it is served on loopback alone;
/// samples and documentation use them.
/// </summary>
internal static class DevelopmentApp
{
    public static ZimCallApp App { get; } = new(
        1,
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "development-only-secret-32-bytes");
}
