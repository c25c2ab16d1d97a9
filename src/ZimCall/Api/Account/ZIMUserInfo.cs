namespace ZimCall;

/// <summary>The user that logs in.</summary>
public sealed class ZIMUserInfo
{
    /// <summary>
    /// The user's name in the app: 1 to 32 bytes; letters, digits and <c>! # $ % &amp; ( ) + - : ; &lt; = . &gt; ? @ [ ] ^ _ { } | ~</c> (R-ID). Required.
    /// </summary>
    public string userID = "";

    /// <summary>The name to show, up to 256 bytes of UTF-8 (R-ID). Default "".</summary>
    public string userName = "";

    /// <summary>The address of the user's picture. Default "".</summary>
    public string userAvatarUrl = "";

    /// <summary>Whatever the app wants to keep with the user. Default "".</summary>
    public string userExtendedData = "";
}
