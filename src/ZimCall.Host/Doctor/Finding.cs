namespace ZimCall.Host;

/// <summary>What a check found.</summary>
/// <param name="Grade">How bad it is.</param>
/// <param name="Text">What it is, and what to do about it.</param>
internal sealed record Finding(Grade Grade, string Text)
{
    public static Finding Ok(string text) => new(Grade.Ok, text);

    public static Finding Warn(string text) => new(Grade.Warn, text);

    public static Finding Fail(string text) => new(Grade.Fail, text);
}
