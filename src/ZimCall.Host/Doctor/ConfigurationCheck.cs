namespace ZimCall.Host;

/// <summary>Whether the settings would let the server start, and who else can read their secrets.</summary>
/// <param name="form">What is wrong with the command line.</param>
internal sealed class ConfigurationCheck(IReadOnlyList<string> form) : IDoctorCheck
{
    public string Name => "configuration";

    public Task<IReadOnlyList<Finding>> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        List<Finding> findings = [.. form.Concat(settings.FindProblems()).Distinct().Select(Finding.Fail)];
        if (findings.Count == 0)
        {
            findings.Add(Finding.Ok($"{settings.Apps.Count} app(s), on {string.Join(" and ", settings.Addresses.Select(static address => address.Text))}"));
        }

        if (settings.IsDevelopment)
        {
            findings.Add(Finding.Warn("--dev serves an app whose keys everybody knows"));
        }

        foreach (var address in settings.Addresses.Concat(settings.ApiAddresses).Where(static address => !address.IsTls && !address.IsLoopback))
        {
            findings.Add(Finding.Warn($"{address.Text} is clear text for other machines to read, unless a proxy before it does TLS"));
        }

        string?[] files = [settings.ConfigPath, settings.Tls is { } tls ? tls.KeyPath ?? tls.CertificatePath : null];
        findings.AddRange(files.Where(IsOpenToOthers).Select(static file =>
            Finding.Warn($"{file} holds secrets and every user of this machine can read it: chmod 600, or 640 with the server's group")));
        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    private static bool IsOpenToOthers(string? file) =>
        file is not null && !OperatingSystem.IsWindows() && File.Exists(file) && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead);
}
