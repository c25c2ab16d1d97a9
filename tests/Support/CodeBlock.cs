namespace ZimCall.TestSupport;

/// <summary>A fenced block of a document.</summary>
/// <param name="Document">The document, as it is named in the repository.</param>
/// <param name="Line">The number of the line with the opening fence, from 1.</param>
/// <param name="Language">What stands behind the fence.</param>
/// <param name="Text">What is in it.</param>
/// <param name="Mark">What an HTML comment right before it says; "" for none.</param>
internal sealed record CodeBlock(string Document, int Line, string Language, string Text, string Mark)
{
    public override string ToString() => $"{Document}:{Line}";
}
