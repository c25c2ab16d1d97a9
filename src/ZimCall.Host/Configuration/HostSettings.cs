using Microsoft.Extensions.Logging;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>What is asked for, still to be checked.</summary>
internal sealed partial class HostSettings
{
    private readonly GivenSettings _given;
    private readonly List<Action<ZimCallServerOptions>> _server = [];
    private readonly List<string> _problems = [];

    private HostSettings(GivenSettings given) => _given = given;

    public bool IsDevelopment { get; private init; }

    public bool AllowsClearText { get; private init; }

    public LogLevel LogLevel { get; private init; }

    public LogFormat LogFormat { get; private init; }

    /// <summary>The file of settings; null when there is none.</summary>
    public string? ConfigPath => _given.ConfigPath;

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

    /// <summary>The files of the server's certificate; null without TLS.</summary>
    public TlsFiles? Tls { get; private set; }

    /// <summary>The certificate as it was when the settings were read; null without TLS.</summary>
    public TlsCertificate? Certificate { get; private set; }

    /// <summary>Where calls are kept.</summary>
    public StoreChoice Store { get; private set; } = new StoreChoice.Memory();

    /// <summary>What makes the server one node of many; null when it is the only one.</summary>
    public ZimCallClusterOptions? Cluster { get; private set; }

    /// <summary>How long calls that have ended are kept, if it was given.</summary>
    public TimeSpan? EndedCallRetention { get; private init; }

    public static HostSettings From(GivenSettings given)
    {
        var settings = new HostSettings(given)
        {
            IsDevelopment = given.Take(HostOptions.Dev),
            AllowsClearText = given.Take(HostOptions.AllowClearText),
            LogLevel = given.Take(HostOptions.LogLevel) ?? LogLevel.Information,
            LogFormat = given.Take(HostOptions.LogFormat) ?? LogFormat.Text,
            EndedCallRetention = given.Take(HostOptions.EndedCallRetention),
        };
        settings.ReadApps();
        settings.ReadCallbacks(
            given.Take(HostOptions.CallbackUrl), given.Take(HostOptions.CallbackSecret), given.Take(HostOptions.CallbackEventNames));
        settings.Addresses = settings.ReadAddresses(HostOptions.Urls, given.Take(HostOptions.Urls) ?? HostOptions.DefaultUrl);
        if (given.Take(HostOptions.ApiUrls) is { } apiUrls)
        {
            settings.ApiAddresses = settings.ReadAddresses(HostOptions.ApiUrls, apiUrls);
        }

        settings.Operator = settings.ReadOperator(
            given.Take(HostOptions.OperatorUrl), given.Take(HostOptions.OperatorSecret), given.Take(HostOptions.Dashboard));
        settings.Otlp = settings.ReadOtlp(given.Take(HostOptions.OtlpEndpoint), given.Take(HostOptions.TraceRatio));
        settings.ReadCertificate(given.Take(HostOptions.TlsCertificate), given.Take(HostOptions.TlsKey));
        settings.ReadStore(given.Take(HostOptions.Data), given.Take(HostOptions.Store));
        settings.ReadCluster(given.Take(HostOptions.NodeAddress), given.Take(HostOptions.ClusterSecret), given.Take(HostOptions.NodeId));
        settings.ReadServer();
        return settings;
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        List<string> problems = [.. _given.Problems, .. _problems, .. FindServerProblems()];
        if (!_isAppGiven)
        {
            problems.Add("no app is configured: give --app ID:APPSIGN:SERVERSECRET, apps in the file of --config, or --dev to try it on this machine");
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

        if (Tls is null && !_isCertificateWrong && everywhere.Find(static address => address.IsTls) is { } tls)
        {
            problems.Add($"{tls.Text} needs --tls-certificate, and --tls-key unless the key is in the same file");
        }

        return problems;
    }

    /// <summary>What the server itself finds, each with where it stood.</summary>
    private IEnumerable<string> FindServerProblems()
    {
        var server = new ZimCallServerOptions();
        Configure(server);
        if (Apps.Count == 0)
        {
            // What is wrong with those that were given has been noted; the other settings are checked all the same.
            server.Apps.Add(DevelopmentApp.App);
        }

        return server.FindProblems().Select(Locate);
    }
}
