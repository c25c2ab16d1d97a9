namespace TwoPhones.Terminal;

/// <summary>A key that was pressed.</summary>
/// <param name="Key">The key, in lower case.</param>
/// <param name="Name">The name that goes with it; empty for none.</param>
internal readonly record struct Press(char Key, string Name = "");
