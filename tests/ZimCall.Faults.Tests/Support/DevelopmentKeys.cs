namespace ZimCall.Faults.Tests.Support;

/// <summary>The keys of the app that <c>zimcall-server --dev</c> serves.</summary>
internal static class DevelopmentKeys
{
    public const uint AppId = 1;
    public const string AppSign = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    public const string ServerSecret = "development-only-secret-32-bytes";
}
