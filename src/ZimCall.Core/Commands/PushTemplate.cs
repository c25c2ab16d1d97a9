namespace ZimCall.Core;

/// <summary>A message template registered with a phone maker.</summary>
/// <param name="TemplateId">Its name there.</param>
/// <param name="TitleParameters">What to fill into the title: a JSON object as text.</param>
/// <param name="ContentParameters">What to fill into the text: a JSON object as text.</param>
public sealed record PushTemplate(string TemplateId, string TitleParameters, string ContentParameters);
