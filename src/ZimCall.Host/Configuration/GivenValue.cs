namespace ZimCall.Host;

/// <summary>What was given for a setting.</summary>
/// <param name="Texts">The values; mostly one.</param>
/// <param name="Where">Where they stood, for messages: <c>--urls</c>, <c>ZIMCALL_URLS</c> or <c>urls in server.json</c>.</param>
internal sealed record GivenValue(IReadOnlyList<string> Texts, string Where);
