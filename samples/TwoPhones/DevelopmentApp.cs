namespace TwoPhones;

/// <summary>The app of <c>zimcall-server --dev</c>, whose keys everybody may know.</summary>
internal static class DevelopmentApp
{
    public const uint AppId = 1;

    public const string AppSign = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public const string ServerSecret = "development-only-secret-32-bytes";
}
