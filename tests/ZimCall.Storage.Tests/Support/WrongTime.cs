namespace ZimCall.Storage.Tests.Support;

/// <summary>The system's clock, set wrong.</summary>
internal sealed class WrongTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
