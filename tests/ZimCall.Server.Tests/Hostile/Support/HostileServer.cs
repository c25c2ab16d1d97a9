using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZimCall.Server.Rpc;

namespace ZimCall.Server.Tests.Hostile.Support;

/// <summary>
/// A server as an application would run it, on a real port, with two users who are logged in while somebody else misbehaves. When
/// it is disposed of, the two call each other, and the log is searched for secrets and for warnings.
/// </summary>
internal sealed class HostileServer : IAsyncDisposable
{
    public const uint AppId = 7;

    public const string AppSign = "feedc0defeedc0defeedc0defeedc0defeedc0defeedc0defeedc0defeedc0de";

    public const string ServerSecret = "this-is-the-secret-of-the-server";

    /// <summary>Another app of the same server, with keys of its own.</summary>
    public const uint OtherAppId = 9;

    public const string OtherAppSign = "decafbaddecafbaddecafbaddecafbaddecafbaddecafbaddecafbaddecafbad";

    public const string OtherServerSecret = "this-is-the-secret-of-another-ap";

    /// <summary>What users attach to their calls is theirs.</summary>
    public const string Private = "what alice says to bob alone";

    /// <summary>A net for broken code, never a delay that a test relies on.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;
    private readonly List<string> _secrets = [AppSign, ServerSecret, OtherAppSign, OtherServerSecret, Private, Convert.ToBase64String(Convert.FromHexString(AppSign))];
    private Bystanders? _bystanders;

    private HostileServer(WebApplication app, LogCapture log) => (_app, Log) = (app, log);

    public LogCapture Log { get; }

    /// <summary>Which warnings are no fault of the server.</summary>
    public Predicate<LogEntry> ExpectedWarning { get; set; } = static _ => false;

    public ICallStore Store => _app.Services.GetRequiredService<ICallStore>();

    public Uri Address => new(_app.Urls.Single());

    public static async Task<HostileServer> StartAsync(
        TimeSpan? loginTimeout = null, TimeSpan? prefaceTimeout = null, bool requireTokens = false,
        Action<ZimCallServerOptions>? configure = null, TimeProvider? time = null)
    {
        LogCapture log = new();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddRoutingCore();
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        builder.Services.AddZimCallServer(options =>
        {
            options.Apps.Add(new ZimCallApp(AppId, AppSign, ServerSecret));
            options.Apps.Add(new ZimCallApp(OtherAppId, OtherAppSign, OtherServerSecret));
            options.RequireTokens = requireTokens;
            options.LoginTimeout = loginTimeout ?? options.LoginTimeout;
            configure?.Invoke(options);
        });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.UseRpcDefaults();
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                listen.UseRpcPrefaceGuard(prefaceTimeout);
            });
        });
        var app = builder.Build();
        app.MapZimCallServer();
        await app.StartAsync();
        HostileServer server = new(app, log);
        server._bystanders = await Bystanders.LoginAsync(server.Address, time ?? TimeProvider.System);
        return server;
    }

    /// <summary>Names something that must not be found in the log.</summary>
    public void KeepSecret(ReadOnlySpan<byte> bytes) =>
        _secrets.AddRange(Convert.ToHexStringLower(bytes), Convert.ToBase64String(bytes));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _bystanders!.CallAsync();
        }
        finally
        {
            await _bystanders!.DisposeAsync();
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Log.Entries.Should().NotContain(entry => entry.Level >= LogLevel.Warning && !ExpectedWarning(entry));
        Log.Entries.Should().NotContain(entry => _secrets.Exists(secret => entry.Text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
    }
}
