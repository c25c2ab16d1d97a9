using System.Security.Cryptography;
using System.Text;
using ZimCall.Wire;

namespace ZimCall.Server;

/// <summary>The method by which nodes speak to each other, and what lets them.</summary>
internal static class NodeMethod
{
    public const uint Version = 1;

    /// <summary>The header that carries what is made of the secret.</summary>
    public const string KeyHeader = "zimcall-node-key";

    public static readonly RpcMethod<NodeFrame, NodeAnswer> Connect =
        new("zimcall.cluster.v1.Nodes", "Connect", NodeFrame.Parser, NodeAnswer.Parser);

    /// <summary>What is sent in the secret's place: it fits a header whatever the secret is made of.</summary>
    public static string KeyOf(string secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), "zimcall-node"u8));

    /// <summary>Compares in constant time.</summary>
    public static bool IsKey(string? given, string key) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key));
}
