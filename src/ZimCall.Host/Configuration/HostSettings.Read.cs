using System.Text;
using ZimCall.Server;

namespace ZimCall.Host;

/// <content>Reading the values that are more than one word.</content>
internal sealed partial class HostSettings
{
    private readonly List<GivenApp> _givenApps = [];
    private bool _isAppGiven;
    private bool _isCertificateWrong;

    /// <summary>Sets what was given; what was not keeps the server's own default.</summary>
    public void Configure(ZimCallServerOptions server)
    {
        foreach (var app in Apps)
        {
            server.Apps.Add(app);
        }

        _server.ForEach(set => set(server));
    }

    private void ReadApps()
    {
        var given = _given.TakeApps();
        _isAppGiven = IsDevelopment || given is not null;
        if (IsDevelopment)
        {
            Apps.Add(DevelopmentApp.App);
        }

        _givenApps.AddRange(given ?? []);
        Apps.AddRange(_givenApps.Select(static app => app.App));
    }

    /// <summary>What was given for all apps holds for those that have nothing of their own.</summary>
    private void ReadCallbacks(string? url, string? secret, string? events)
    {
        if (CallbackArgument.Read(url, secret, events, AddProblem) is { } callbacks)
        {
            for (var i = 0; i < Apps.Count; i++)
            {
                Apps[i] = Apps[i] with { Callbacks = Apps[i].Callbacks ?? callbacks };
            }
        }

        var hosts = CallbackArgument.Split(_given.Take(HostOptions.CallbackAllowPrivate));
        _server.Add(server => Array.ForEach(hosts, server.CallbackAllowPrivateHosts.Add));
    }

    private void ReadServer()
    {
        Set(HostOptions.DevicePolicy, static (server, value) => server.DeviceLoginPolicy = value);
        Set(HostOptions.MaxDevices, static (server, value) => server.MaxDevicesPerUser = value);
        Set(HostOptions.LoginTimeout, static (server, value) => server.LoginTimeout = value);
        Set(HostOptions.NotReceivedCheck, static (server, value) => server.NotReceivedCheckInterval = value);
        Set(HostOptions.AbsenceLimit, static (server, value) => server.AbsenceLimit = value);
        Set(HostOptions.MaxFrameBytes, static (server, value) => server.MaxFrameBytes = value);
        Set(HostOptions.MaxQueuedBytes, static (server, value) => server.MaxQueuedBytes = value);
        Set(HostOptions.ApiRate, static (server, value) => server.ApiRequestsPerSecond = value);
        Set(HostOptions.CallbackTimeout, static (server, value) => server.CallbackTimeout = value);
        Set(HostOptions.CallbackParallelism, static (server, value) => server.CallbackParallelism = value);
        Set(HostOptions.SessionRate, static (server, value) => server.SessionRequestsPerSecond = value);
        Set(HostOptions.UserRate, static (server, value) => server.UserRequestsPerSecond = value);
        Set(HostOptions.AppRate, static (server, value) => server.AppRequestsPerSecond = value);
        Set(HostOptions.UserLoginRate, static (server, value) => server.UserLoginsPerMinute = value);
        Set(HostOptions.AppLoginRate, static (server, value) => server.AppLoginsPerSecond = value);
        Set(HostOptions.MaxSessions, static (server, value) => server.MaxSessionsPerApp = value);
        Set(HostOptions.MaxPendingLogins, static (server, value) => server.MaxPendingLogins = value);
        Set(HostOptions.MaxCalls, static (server, value) => server.MaxCallsPerUser = value);
        Set(HostOptions.MaxRequests, static (server, value) => server.MaxConcurrentRequests = value);
        Set(HostOptions.MaxDelay, static (server, value) => server.MaxSchedulingDelay = value);
        Set(HostOptions.MaxEndedCalls, static (server, value) => server.MaxEndedCalls = value);
        var (whileInCall, unregistered) = (_given.Take(HostOptions.AllowInviteWhileInCall), _given.Take(HostOptions.AllowUnregisteredInvitees));
        var requireTokens = _given.Take(HostOptions.RequireTokens);
        _server.Add(server =>
        {
            server.RequireTokens = requireTokens;
            server.AllowInviteWhileInCall = whileInCall;
            server.RequireRegisteredInvitees = !unregistered;
            server.EndedCallRetention = EndedCallRetention ?? server.EndedCallRetention;
        });

        var (timeout, interval) = (_given.Take(HostOptions.HeartbeatTimeout), _given.Take(HostOptions.HeartbeatInterval));
        _server.Add(server =>
        {
            server.HeartbeatTimeout = timeout ?? server.HeartbeatTimeout;

            // A short timeout alone is a sensible wish: the interval follows it.
            var third = Math.Clamp(server.HeartbeatTimeout.TotalSeconds / 3, 1, server.HeartbeatInterval.TotalSeconds);
            server.HeartbeatInterval = interval ?? TimeSpan.FromSeconds(third);
        });
    }

    private void Set<T>(ValueSetting<T?> setting, Action<ZimCallServerOptions, T> set)
        where T : struct
    {
        if (_given.Take(setting) is { } value)
        {
            _server.Add(server => set(server, value));
        }
    }

    /// <summary>The server names its own properties; what an operator gave stood somewhere.</summary>
    private string Locate(string problem) =>
        problem.StartsWith(nameof(ZimCallServerOptions.HeartbeatInterval), StringComparison.Ordinal)
            ? $"{_given.Where(HostOptions.HeartbeatInterval)}{problem[nameof(ZimCallServerOptions.HeartbeatInterval).Length..]}"
            : _givenApps.Find(given => problem.StartsWith($"{given.App}:", StringComparison.Ordinal)) is { } app
                ? $"{problem} ({app.Where})"
                : problem;

    private List<ListenAddress> ReadAddresses(Setting setting, string urls)
    {
        List<ListenAddress> addresses = [];
        var wrong = 0;
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = ListenAddress.Read(_given.Where(setting), url, out var problem);
            if (address is not null)
            {
                addresses.Add(address);
            }
            else
            {
                wrong++;
                AddProblem(problem);
            }
        }

        if (addresses.Count + wrong == 0)
        {
            AddProblem($"{_given.Where(setting)} names no address");
        }

        return addresses;
    }

    private OperatorSettings? ReadOperator(string? url, string? secret, bool dashboard)
    {
        if (url is null)
        {
            AddProblem(secret is null && !dashboard ? null : "--operator-secret and --dashboard are for the operator's address: --operator-url is missing");
            return null;
        }

        if (secret is null || Encoding.UTF8.GetByteCount(secret) < OperatorSecret.MinBytes)
        {
            AddProblem(secret is null
                ? "--operator-url needs --operator-secret: without it anybody could look in"
                : $"{_given.Where(HostOptions.OperatorSecret)} is shorter than {OperatorSecret.MinBytes} bytes");
            secret = null;
        }

        var address = ListenAddress.Read(_given.Where(HostOptions.OperatorUrl), url, out var problem);
        AddProblem(problem);
        return address is null || secret is null ? null : new OperatorSettings(address, new OperatorSecret(secret), dashboard);
    }

    private OtlpSettings? ReadOtlp(string? endpoint, double? ratio)
    {
        if (ratio is not null && endpoint is null)
        {
            AddProblem($"{_given.Where(HostOptions.TraceRatio)} is for a collector: --otlp-endpoint is missing");
        }

        if (endpoint is null)
        {
            return null;
        }

        if (!Uri.TryCreate($"{endpoint.TrimEnd('/')}/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0)
        {
            AddProblem($"{_given.Where(HostOptions.OtlpEndpoint)} is '{endpoint}'; it must be of the form http://host:port or https://host:port");
            return null;
        }

        return new OtlpSettings(uri, ratio ?? 1);
    }

    private void ReadCertificate(string? certificate, string? key)
    {
        if (certificate is not null)
        {
            Tls = new TlsFiles(certificate, key);
            Certificate = Tls.Load(known: null, out var problem);
            AddProblem(problem is null ? null : $"{_given.Where(HostOptions.TlsCertificate)} {problem}");
        }
        else if (key is not null)
        {
            _isCertificateWrong = true;
            AddProblem($"{_given.Where(HostOptions.TlsKey)} is given without --tls-certificate");
        }
    }

    private void ReadStore(string? data, string? store)
    {
        Store = StoreChoice.Read(data, store, _given.Where(HostOptions.Data), _given.Where(HostOptions.Store), out var problem) ?? Store;
        AddProblem(problem);
    }

    private void ReadCluster(string? address, string? secret, string? name)
    {
        var where = _given.Where(HostOptions.NodeAddress);
        if (address is null)
        {
            AddProblem(secret is null && name is null ? null : "--cluster-secret and --node-id are for one node of many: --node-address is missing");
            return;
        }

        if (Store is not StoreChoice.Postgres)
        {
            AddProblem($"{where} is for nodes that share a database: --store \"postgres:...\" is missing");
        }

        if (secret is null)
        {
            AddProblem($"{where} needs --cluster-secret: without it anybody could speak as a node");
            return;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            AddProblem($"{where} is '{address}'; it must be of the form http://host:port or https://host:port");
            return;
        }

        Cluster = new ZimCallClusterOptions { Address = uri, Secret = secret, Name = name ?? "node" };
        foreach (var problem in Cluster.FindProblems())
        {
            var from = problem.Contains("secret", StringComparison.Ordinal) ? _given.Where(HostOptions.ClusterSecret) : where;
            AddProblem($"{problem} ({from})");
        }
    }

    private void AddProblem(string? problem)
    {
        if (problem is not null)
        {
            _problems.Add(problem);
        }
    }
}
