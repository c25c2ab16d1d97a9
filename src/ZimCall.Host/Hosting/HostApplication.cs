using System.Net.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using ZimCall.Server;
using ZimCall.Server.Rpc;
using ZimCall.Storage;

namespace ZimCall.Host;

/// <summary>Puts the server together: Kestrel with HTTP/2 alone, the backend, logs on the console.</summary>
internal static class HostApplication
{
    /// <summary>How long a stop may take at the most; streams are ended at once, so it takes less.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4);

    /// <param name="settings">What was asked for.</param>
    /// <param name="store">Where calls are kept; null for memory.</param>
    /// <param name="directory">Where the nodes note their devices; null for a single node.</param>
    /// <param name="certificate">What is shown to clients; null without TLS.</param>
    public static WebApplication Build(HostSettings settings, SqlCallStore? store, INodeDirectory? directory, CertificateWatch? certificate)
    {
        // Empty: nothing is read from the environment or from files behind the back of who wrote the command line.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        ConfigureLogging(builder.Logging, settings);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => ConfigureKestrel(kestrel, settings, certificate));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(static host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.Configure<ConsoleLifetimeOptions>(static console => console.SuppressStatusMessages = true);
        if (store is not null)
        {
            builder.Services.AddSingleton<ICallStore>(store);
            builder.Services.AddSingleton(store.Clock);
        }

        if (directory is not null)
        {
            builder.Services.AddSingleton(directory);
            builder.Services.AddSingleton(settings.Cluster!);
        }

        builder.Services.AddZimCallServer(settings.Configure);
        if (settings.Operator is not null || settings.Otlp is not null)
        {
            builder.Services.AddSingleton(_ => HostTelemetry.Start(settings.Otlp, settings.Cluster?.Name ?? Environment.MachineName));
        }

        if (settings.Operator is { HasDashboard: true })
        {
            builder.Services.AddSingleton<RateHistory>();
        }

        var app = builder.Build();

        // Before anything is measured.
        app.Services.GetService<HostTelemetry>();
        app.Services.GetService<RateHistory>();
        if (settings.Operator is { } site)
        {
            app.UseOperatorSite(site);
        }

        app.MapHealth();
        app.MapZimCallServer();
        if (settings.ApiAddresses.Count > 0)
        {
            app.MapZimCallServerApi();
        }

        return app;
    }

    public static void ConfigureLogging(ILoggingBuilder logging, HostSettings settings)
    {
        // The framework tells of each request at Information, which is more than an operator of this server wants to read.
        var framework = settings.LogLevel == LogLevel.Debug ? LogLevel.Debug : LogLevel.Warning;
        logging.SetMinimumLevel(settings.LogLevel)
            .AddFilter("Microsoft", framework)

            // It would tell of a port that is taken with a page of stack trace; HostRunner does in a sentence.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        const string utc = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        if (settings.LogFormat == LogFormat.Json)
        {
            logging.AddJsonConsole(static json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, utc.TrimEnd()));
        }
        else
        {
            logging.AddSimpleConsole(static text =>
            {
                (text.UseUtcTimestamp, text.TimestampFormat) = (true, utc);
                (text.SingleLine, text.ColorBehavior) = (true, LoggerColorBehavior.Disabled);
            });
        }
    }

    private static void ConfigureKestrel(KestrelServerOptions kestrel, HostSettings settings, CertificateWatch? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.UseRpcDefaults();
        foreach (var address in settings.Addresses)
        {
            Listen(kestrel, address, listen => ConfigureListener(listen, address, certificate));
        }

        foreach (var address in settings.ApiAddresses)
        {
            Listen(kestrel, address, listen => ConfigureHttp(listen, address, certificate));
        }

        if (settings.Operator is { } site)
        {
            Listen(kestrel, site.Address, listen =>
            {
                OperatorMark.Use(listen);
                ConfigureHttp(listen, site.Address, certificate);
            });
        }
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress address, Action<ListenOptions> configure)
    {
        if (address.IsLocalhost)
        {
            kestrel.ListenLocalhost(address.Port, configure);
        }
        else if (address.Ip is { } ip)
        {
            kestrel.Listen(ip, address.Port, configure);
        }
        else
        {
            kestrel.ListenAnyIP(address.Port, configure);
        }
    }

    private static void ConfigureListener(ListenOptions listen, ListenAddress address, CertificateWatch? certificate)
    {
        if (!address.IsTls)
        {
            // Nothing negotiates a version in clear text, and with both allowed Kestrel would take all for HTTP/1.1.
            listen.Protocols = HttpProtocols.Http2;
            listen.UseRpcPrefaceGuard();
            return;
        }

        // HTTP/1.1 is let in to be told what is missing.
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        UseTls(listen, certificate!);
    }

    /// <summary>For those who are no clients of the signaling service, and may speak HTTP/1.1.</summary>
    private static void ConfigureHttp(ListenOptions listen, ListenAddress address, CertificateWatch? certificate)
    {
        listen.Protocols = address.IsTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
        if (address.IsTls)
        {
            UseTls(listen, certificate!);
        }
    }

    /// <summary>Asked anew for each connection, so that a new certificate needs no restart.</summary>
    private static void UseTls(ListenOptions listen, CertificateWatch certificate) => listen.UseHttps(new TlsHandshakeCallbackOptions
    {
        OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Current.Context }),
    });
}
