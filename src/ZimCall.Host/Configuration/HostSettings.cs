using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>What the command line asks for, still to be checked.</summary>
internal sealed partial class HostSettings
{
    private readonly ParseResult _parsed;
    private readonly List<string> _problems = [];

    private HostSettings(ParseResult parsed) => _parsed = parsed;

    public bool IsDevelopment { get; private init; }

    public bool AllowsClearText { get; private init; }

    public LogLevel LogLevel { get; private init; }

    public LogFormat LogFormat { get; private init; }

    public List<ZimCallApp> Apps { get; } = [];

    /// <summary>Where clients connect.</summary>
    public List<ListenAddress> Addresses { get; private set; } = [];

    /// <summary>Where business servers connect; empty for nowhere.</summary>
    public List<ListenAddress> ApiAddresses { get; private set; } = [];

    /// <summary>Everywhere it listens, in the order in which Kestrel is told.</summary>
    public IEnumerable<ListenAddress> AllAddresses => [.. Addresses, .. ApiAddresses, .. Operator is { } site ? [site.Address] : Array.Empty<ListenAddress>()];

    /// <summary>Where the operator connects; null for nowhere.</summary>
    public OperatorSettings? Operator { get; private set; }

    /// <summary>The collector that is sent metrics and traces; null for none.</summary>
    public OtlpSettings? Otlp { get; private set; }

    /// <summary>The server's certificate and its chain; null without TLS.</summary>
    public X509Certificate2Collection? Certificates { get; private set; }

    /// <summary>Where calls are kept.</summary>
    public StoreChoice Store { get; private set; } = new StoreChoice.Memory();

    /// <summary>What makes the server one node of many; null when it is the only one.</summary>
    public ZimCallClusterOptions? Cluster { get; private set; }

    /// <summary>How long calls that have ended are kept, if it was given.</summary>
    public TimeSpan? EndedCallRetention => _parsed.Take(HostOptions.EndedCallRetention);

    public static HostSettings From(ParseResult parsed)
    {
        var settings = new HostSettings(parsed)
        {
            IsDevelopment = parsed.Take(HostOptions.Dev),
            AllowsClearText = parsed.Take(HostOptions.AllowClearText),
            LogLevel = parsed.Take(HostOptions.LogLevel) ?? LogLevel.Information,
            LogFormat = parsed.Take(HostOptions.LogFormat) ?? LogFormat.Text,
        };
        settings.ReadApps(parsed.Take(HostOptions.App) ?? []);
        settings.Addresses = settings.ReadAddresses(HostOptions.Urls, parsed.Take(HostOptions.Urls) ?? HostOptions.DefaultUrl);
        if (parsed.Take(HostOptions.ApiUrls) is { } apiUrls)
        {
            settings.ApiAddresses = settings.ReadAddresses(HostOptions.ApiUrls, apiUrls);
        }

        settings.Operator = settings.ReadOperator(
            parsed.Take(HostOptions.OperatorUrl), parsed.Take(HostOptions.OperatorSecret), parsed.Take(HostOptions.Dashboard));
        settings.Otlp = settings.ReadOtlp(parsed.Take(HostOptions.OtlpEndpoint), parsed.Take(HostOptions.TraceRatio));
        settings.ReadCertificate(parsed.Take(HostOptions.TlsCertificate), parsed.Take(HostOptions.TlsKey));
        settings.ReadStore(parsed.Take(HostOptions.Data), parsed.Take(HostOptions.Store));
        settings.ReadCluster(
            parsed.Take(HostOptions.NodeAddress), parsed.Take(HostOptions.ClusterSecret), parsed.Take(HostOptions.NodeId));
        return settings;
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>(_problems);
        var server = new ZimCallServerOptions();
        Configure(server);
        if (Apps.Count == 0)
        {
            // What is wrong with those that were given has been noted; the other options are checked all the same.
            server.Apps.Add(DevelopmentApp.App);
        }

        problems.AddRange(server.FindProblems());
        if (!_isAppGiven)
        {
            problems.Add("no app is configured: give --app ID:APPSIGN:SERVERSECRET, or --dev to try it on this machine");
        }

        var everywhere = AllAddresses.ToList();
        foreach (var address in everywhere.Where(static address => !address.IsLoopback))
        {
            if (IsDevelopment)
            {
                problems.Add($"--dev serves an app with well-known keys, so only on loopback: {address.Text} can be reached from other machines");
            }
            else if (!address.IsTls && !AllowsClearText)
            {
                problems.Add($"{address.Text} would be clear text for other machines to read: use https://, or say --allow-clear-text");
            }
        }

        if (Certificates is null && everywhere.Find(static address => address.IsTls) is { } tls && !problems.Exists(IsAboutCertificate))
        {
            problems.Add($"{tls.Text} needs --tls-certificate, and --tls-key unless the key is in the same file");
        }

        return problems;
    }

    private static bool IsAboutCertificate(string problem) => problem.StartsWith("--tls-", StringComparison.Ordinal);
}
