namespace ZimCall.Server;

/// <summary>An app that the backend serves. Users and calls of different apps never meet.</summary>
/// <param name="AppId">The app's number, not 0.</param>
/// <param name="AppSign">64 hexadecimal digits; clients log in with it when they have no token.</param>
/// <param name="ServerSecret">32 characters; business servers make tokens with it.</param>
public sealed record ZimCallApp(uint AppId, string AppSign, string ServerSecret)
{
    /// <summary>Where the app's callbacks go. Default: nowhere, and none are made.</summary>
    public ZimCallCallbackOptions? Callbacks { get; init; }

    /// <summary>Names the app alone: its secrets belong in no log.</summary>
    public override string ToString() => $"app {AppId}";
}
