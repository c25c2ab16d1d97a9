namespace ZimCall.Host;

/// <summary>Marks a page that a person looks at: without the secret it leads to the page that asks for it.</summary>
/// <param name="Path">Where that is.</param>
internal sealed record LoginPage(string Path);
