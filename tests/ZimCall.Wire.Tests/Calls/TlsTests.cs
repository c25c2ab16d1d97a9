using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using ZimCall.Wire.Tests.Protos;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Calls;

public sealed class TlsTests
{
    [Fact]
    public async Task A_call_over_TLS_with_a_certificate_that_the_client_was_told_to_trust()
    {
        using X509Certificate2 certificate = Certificate();
        await using KestrelHost host = await StartAsync(certificate);
        string thumbprint = certificate.Thumbprint;
        await using var channel = new RpcChannel(host.TlsAddress, new RpcChannelOptions
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, seen, _, _) => seen!.GetCertHashString() == thumbprint,
            },
        });
        (await channel.UnaryAsync(Echo.Unary, Echo.Message(1)).Within()).Number.Should().Be(1);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using X509Certificate2 certificate = Certificate();
        await using KestrelHost host = await StartAsync(certificate);
        await using var channel = new RpcChannel(host.TlsAddress);
        RpcException refused = await channel.UnaryAsync(Echo.Unary, Echo.Message(1)).FailsWith(RpcStatusCode.Unavailable);
        refused.Status.Message.Should().StartWith(
            $"could not connect to {host.TlsAddress.GetLeftPart(UriPartial.Authority)}: TLS failed: The remote certificate is invalid");
    }

    private static Task<KestrelHost> StartAsync(X509Certificate2 certificate) => KestrelHost.StartAsync(
        Echo.HandleAsync,
        kestrel: kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
