using System.Text;

namespace ZimCall.Server;

/// <summary>
/// Makes the backend one node of many that share a store: register it, an <see cref="INodeDirectory"/> and the shared
/// <see cref="ICallStore"/> before AddZimCallServer.
/// </summary>
public sealed class ZimCallClusterOptions
{
    /// <summary>The fewest bytes of a secret.</summary>
    public const int MinSecretBytes = 16;

    /// <summary>Where the other nodes reach this one: scheme, host and port.</summary>
    public required Uri Address { get; init; }

    /// <summary>What the nodes know each other by, the same on all of them; 16 bytes or more.</summary>
    public required string Secret { get; init; }

    /// <summary>The node's name in logs. Default: none, and what is random alone tells nodes apart.</summary>
    public string Name { get; init; } = "node";

    /// <summary>Everything that is wrong with these options; empty when nothing is.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [];
        if (!Address.IsAbsoluteUri || Address.Scheme is not ("http" or "https") || Address.PathAndQuery != "/")
        {
            problems.Add($"the node's address is '{Address}'; it must be of the form http://host:port or https://host:port");
        }

        if (Encoding.UTF8.GetByteCount(Secret) < MinSecretBytes)
        {
            problems.Add($"the cluster's secret is shorter than {MinSecretBytes} bytes");
        }

        return problems;
    }
}
