namespace ZimCall.Host;

/// <summary>Whether the certificate is good now, for a while, and for the names by which the server is reached.</summary>
/// <param name="names">The names that clients use, as far as they were given.</param>
/// <param name="time">The clock.</param>
internal sealed class CertificateCheck(IReadOnlyList<string> names, TimeProvider time) : IDoctorCheck
{
    /// <summary>Long enough to get another one.</summary>
    private static readonly TimeSpan Warning = TimeSpan.FromDays(14);

    public string Name => "certificate";

    public Task<IReadOnlyList<Finding>> RunAsync(HostSettings settings, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>(settings.Certificate is { } certificate ? [.. Find(certificate, settings)] : []);

    private IEnumerable<Finding> Find(TlsCertificate certificate, HostSettings settings)
    {
        var (leaf, now) = (certificate.Leaf, time.GetUtcNow());
        DateTimeOffset from = leaf.NotBefore;
        DateTimeOffset until = leaf.NotAfter;
        yield return now < from ? Finding.Fail($"{leaf.Subject} is valid from {from.UtcDateTime:u} only")
            : now > until ? Finding.Fail($"{leaf.Subject} has expired at {until.UtcDateTime:u}: put a new one in its place, the server takes it without a restart")
            : until - now < Warning ? Finding.Warn($"{leaf.Subject} expires at {until.UtcDateTime:u}, in {(until - now).TotalDays:0} days")
            : Finding.Ok($"{leaf.Subject}, valid until {until.UtcDateTime:u}");
        string[] others = settings.Cluster?.Address is { Scheme: "https" } node ? [node.Host] : [];
        foreach (var name in names.Concat(others))
        {
            yield return leaf.MatchesHostname(name, allowCommonName: false)
                ? Finding.Ok($"it is good for {name}")
                : Finding.Fail($"it is not good for {name}: clients will refuse it; the name must be among its subject alternative names");
        }
    }
}
