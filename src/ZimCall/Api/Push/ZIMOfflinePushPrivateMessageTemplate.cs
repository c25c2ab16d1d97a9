namespace ZimCall;

/// <summary>A message template registered with a phone maker, and what to fill into it.</summary>
public sealed class ZIMOfflinePushPrivateMessageTemplate
{
    /// <summary>The template's name at the phone maker. Default "".</summary>
    public string templateID = "";

    /// <summary>What to fill into the title: a JSON object as text. Default "".</summary>
    public string titleParameters = "";

    /// <summary>What to fill into the text: a JSON object as text. Default "".</summary>
    public string contentParameters = "";
}
