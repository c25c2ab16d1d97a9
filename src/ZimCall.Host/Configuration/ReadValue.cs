namespace ZimCall.Host;

/// <summary>What a text means.</summary>
/// <param name="Value">The value; the type's default when there is a problem.</param>
/// <param name="Problem">What is wrong with it, to be read after the name of where it stood; null when nothing is.</param>
internal readonly record struct ReadValue<T>(T? Value, string? Problem = null);
