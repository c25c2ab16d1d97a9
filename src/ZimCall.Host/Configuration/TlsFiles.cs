using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZimCall.Host;

/// <summary>The certificate that the server shows.</summary>
internal static class TlsFiles
{
    /// <summary>Loads a certificate with its key.</summary>
    /// <returns>The certificates, the server's own first; null when there is a problem.</returns>
    public static X509Certificate2Collection? Load(string certificatePath, string? keyPath, out string? problem)
    {
        problem = null;
        try
        {
            X509Certificate2Collection all = [];
            all.ImportFromPemFile(certificatePath);
            all[0] = X509Certificate2.CreateFromPemFile(certificatePath, keyPath);
            return all;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException)
        {
            problem = $"--tls-certificate {certificatePath} and its key cannot be read: {exception.Message}";
            return null;
        }
    }
}
