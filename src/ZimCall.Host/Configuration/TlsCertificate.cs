using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace ZimCall.Host;

/// <summary>A certificate with its key, ready to be shown.</summary>
internal sealed class TlsCertificate
{
    private readonly string _certificates;
    private readonly string _key;

    /// <param name="leaf">The server's own.</param>
    /// <param name="chain">Those above it, as far as the file has them.</param>
    /// <param name="certificates">The text that it was read from.</param>
    /// <param name="key">The text that its key was read from.</param>
    public TlsCertificate(X509Certificate2 leaf, X509Certificate2Collection chain, string certificates, string key)
    {
        (Leaf, _certificates, _key) = (leaf, certificates, key);

        // Nothing is fetched to complete the chain: what the file has is what clients get.
        Context = SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    public X509Certificate2 Leaf { get; }

    public SslStreamCertificateContext Context { get; }

    /// <summary>Whether it was read from just this.</summary>
    public bool IsFrom(string certificates, string key) => _certificates == certificates && _key == key;
}
