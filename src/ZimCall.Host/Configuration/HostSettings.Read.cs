using System.CommandLine;
using System.Globalization;
using System.Text;
using ZimCall.Server;

namespace ZimCall.Host;

/// <content>Reading the values that are more than one word.</content>
internal sealed partial class HostSettings
{
    private bool _isAppGiven;

    /// <summary>Sets what was given; what was not keeps the server's own default.</summary>
    public void Configure(ZimCallServerOptions server)
    {
        foreach (var app in Apps)
        {
            server.Apps.Add(app);
        }

        server.DeviceLoginPolicy = _parsed.Take(HostOptions.DevicePolicy) ?? server.DeviceLoginPolicy;
        server.MaxDevicesPerUser = _parsed.Take(HostOptions.MaxDevices) ?? server.MaxDevicesPerUser;
        server.HeartbeatTimeout = _parsed.Take(HostOptions.HeartbeatTimeout) ?? server.HeartbeatTimeout;
        server.LoginTimeout = _parsed.Take(HostOptions.LoginTimeout) ?? server.LoginTimeout;
        server.NotReceivedCheckInterval = _parsed.Take(HostOptions.NotReceivedCheck) ?? server.NotReceivedCheckInterval;
        server.AbsenceLimit = _parsed.Take(HostOptions.AbsenceLimit) ?? server.AbsenceLimit;
        server.AllowInviteWhileInCall = _parsed.Take(HostOptions.AllowInviteWhileInCall);
        server.RequireRegisteredInvitees = !_parsed.Take(HostOptions.AllowUnregisteredInvitees);
        server.MaxFrameBytes = _parsed.Take(HostOptions.MaxFrameBytes) ?? server.MaxFrameBytes;
        server.MaxQueuedBytes = _parsed.Take(HostOptions.MaxQueuedBytes) ?? server.MaxQueuedBytes;
        server.EndedCallRetention = EndedCallRetention ?? server.EndedCallRetention;
        server.ApiRequestsPerSecond = _parsed.Take(HostOptions.ApiRate) ?? server.ApiRequestsPerSecond;
        server.MaxEndedCalls = _parsed.Take(HostOptions.MaxEndedCalls) ?? server.MaxEndedCalls;

        // A short timeout alone is a sensible wish: the interval follows it.
        var third = Math.Clamp(server.HeartbeatTimeout.TotalSeconds / 3, 1, server.HeartbeatInterval.TotalSeconds);
        server.HeartbeatInterval = _parsed.Take(HostOptions.HeartbeatInterval) ?? TimeSpan.FromSeconds(third);
    }

    private void ReadApps(string[] values)
    {
        _isAppGiven = IsDevelopment || values.Length > 0;
        if (IsDevelopment)
        {
            Apps.Add(DevelopmentApp.App);
        }

        for (var i = 0; i < values.Length; i++)
        {
            var app = AppArgument.Read(values[i], i + 1, out var problem);
            if (app is not null)
            {
                Apps.Add(app);
            }

            AddProblem(problem);
        }
    }

    private List<ListenAddress> ReadAddresses(Option<string?> option, string urls)
    {
        List<ListenAddress> addresses = [];
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = ListenAddress.Read(option.Name, url, out var problem);
            if (address is not null)
            {
                addresses.Add(address);
            }

            AddProblem(problem);
        }

        if (addresses.Count == 0 && _problems.Count == 0)
        {
            AddProblem($"{option.Name} names no address");
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
                : $"--operator-secret is shorter than {OperatorSecret.MinBytes} bytes");
            secret = null;
        }

        var address = ListenAddress.Read(HostOptions.OperatorUrl.Name, url, out var problem);
        AddProblem(problem);
        return address is null || secret is null ? null : new OperatorSettings(address, new OperatorSecret(secret), dashboard);
    }

    private OtlpSettings? ReadOtlp(string? endpoint, double? ratio)
    {
        if (ratio is not null && endpoint is null)
        {
            AddProblem("--trace-ratio is for a collector: --otlp-endpoint is missing");
        }

        if (ratio is < 0 or > 1 or double.NaN)
        {
            AddProblem(string.Create(CultureInfo.InvariantCulture, $"--trace-ratio is {ratio}; it must be from 0 to 1"));
        }

        if (endpoint is null)
        {
            return null;
        }

        if (!Uri.TryCreate($"{endpoint.TrimEnd('/')}/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0)
        {
            AddProblem($"--otlp-endpoint is '{endpoint}'; it must be of the form http://host:port or https://host:port");
            return null;
        }

        return new OtlpSettings(uri, ratio ?? 1);
    }

    private void ReadCertificate(string? certificate, string? key)
    {
        if (certificate is not null)
        {
            Certificates = TlsFiles.Load(certificate, key, out var problem);
            AddProblem(problem);
        }
        else if (key is not null)
        {
            AddProblem("--tls-key is given without --tls-certificate");
        }
    }

    private void ReadStore(string? data, string? store)
    {
        Store = StoreChoice.Read(data, store, out var problem) ?? Store;
        AddProblem(problem);
    }

    private void ReadCluster(string? address, string? secret, string? name)
    {
        if (address is null)
        {
            AddProblem(secret is null && name is null ? null : "--cluster-secret and --node-id are for one node of many: --node-address is missing");
            return;
        }

        if (Store is not StoreChoice.Postgres)
        {
            AddProblem("--node-address is for nodes that share a database: --store \"postgres:...\" is missing");
        }

        if (secret is null)
        {
            AddProblem("--node-address needs --cluster-secret: without it anybody could speak as a node");
            return;
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            AddProblem($"--node-address is '{address}'; it must be of the form http://host:port or https://host:port");
            return;
        }

        Cluster = new ZimCallClusterOptions { Address = uri, Secret = secret, Name = name ?? "node" };
        foreach (var problem in Cluster.FindProblems())
        {
            AddProblem(problem);
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
