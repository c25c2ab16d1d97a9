using System.Globalization;
using ZimCall.Protocol;
using ZimCall.Server;
using ZimCall.Wire;

namespace ZimCall.Load;

/// <summary>The app that is loaded; its secrets guard nothing.</summary>
internal static class LoadApp
{
    public const uint AppId = 1;

    public const string ServerSecret = "0123456789abcdef0123456789abcdef";

    public static readonly string AppSign = new('7', 64);

    public static readonly RpcMethod<ClientFrame, ServerFrame> Connect =
        new(SignalingMethod.Service, SignalingMethod.Connect, ClientFrame.Parser, ServerFrame.Parser);

    public static ZimCallApp App => new(AppId, AppSign, ServerSecret);

    public static string UserId(string prefix, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{number}");
}
