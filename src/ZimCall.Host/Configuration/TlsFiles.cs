using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZimCall.Host;

/// <summary>The files of the certificate that the server shows.</summary>
/// <param name="CertificatePath">The certificate, and its chain.</param>
/// <param name="KeyPath">Its key; null when it is in the same file.</param>
internal sealed record TlsFiles(string CertificatePath, string? KeyPath)
{
    /// <summary>Loads the certificate with its key.</summary>
    /// <param name="known">What was loaded before, if anything.</param>
    /// <param name="problem">What is wrong.</param>
    /// <returns>The certificate, the known one when nothing has changed; null when there is a problem.</returns>
    [SuppressMessage("Reliability", "CA2000", Justification = "The certificate belongs to what is returned.")]
    public TlsCertificate? Load(TlsCertificate? known, out string? problem)
    {
        problem = null;
        try
        {
            // Each file is read once: what is compared is what is shown.
            var certificates = File.ReadAllText(CertificatePath);
            var key = KeyPath is null ? certificates : File.ReadAllText(KeyPath);
            if (known?.IsFrom(certificates, key) == true)
            {
                return known;
            }

            X509Certificate2Collection all = [];
            all.ImportFromPem(certificates);
            return new TlsCertificate(X509Certificate2.CreateFromPem(certificates, key), [.. all.Skip(1)], certificates, key);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            problem = $"{CertificatePath} and its key cannot be read: {exception.Message}";
            return null;
        }
    }
}
