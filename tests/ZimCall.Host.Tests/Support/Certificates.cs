using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ZimCall.Host.Tests.Support;

/// <summary>Makes certificates.</summary>
internal static class Certificates
{
    /// <summary>A self-signed certificate with its key in one PEM text.</summary>
    public static (string Pem, string Thumbprint) Make(string name, DateTimeOffset? from = null, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = DateTimeOffset.UtcNow;
        using var made = request.CreateSelfSigned(from ?? now.AddDays(-1), until ?? now.AddDays(90));
        return ($"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n", made.Thumbprint);
    }
}
