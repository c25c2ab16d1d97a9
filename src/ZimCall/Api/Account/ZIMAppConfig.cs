namespace ZimCall;

/// <summary>Names the app to <see cref="ZIM.Create(ZIMAppConfig)"/> and says where its server is.</summary>
public sealed class ZIMAppConfig
{
    /// <summary>The app's number. Required; 0 is not an app (R-ID).</summary>
    public uint appID;

    /// <summary>
    /// The app's sign, 64 hexadecimal characters, with which users log in without a token (R-LOG-1). Default "": every
    /// login needs a token. A secret: it is not logged.
    /// </summary>
    public string appSign = "";

    /// <summary>
    /// Beyond ZIM: the server's address, <c>http://host:port</c> or <c>https://host:port</c>. Default "": the environment variable
    /// <c>ZIMCALL_SERVER</c>, else <c>http://127.0.0.1:7350</c>.
    /// </summary>
    public string serverAddress = "";
}
