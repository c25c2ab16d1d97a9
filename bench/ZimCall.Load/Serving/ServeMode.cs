using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ZimCall.Server;
using ZimCall.Server.Rpc;

namespace ZimCall.Load.Serving;

/// <summary>
/// The process that is loaded: the backend with its memory store, and the floor's echoes. It tells its addresses on its
/// output, answers commands that come on its input, and ends when that closes.
/// </summary>
internal static class ServeMode
{
    public const string StatsCommand = "stats";
    public const string CollectCommand = "collect";

    public static async Task RunAsync(bool tls, bool busyCallers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.UseRpcDefaults();
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (tls)
                {
                    listen.UseHttps(MakeCertificate());
                }
            });
        });
        builder.Services.AddRouting();
        builder.Services.AddZimCallServer(options =>
        {
            options.Apps.Add(LoadApp.App);
            options.AllowInviteWhileInCall = busyCallers;

            // A few users stand for many here: they are limited, as anybody is, but not at what they are asked to do.
            (options.SessionRequestsPerSecond, options.UserRequestsPerSecond) = (100_000, 1_000_000);
            (options.UserLoginsPerMinute, options.MaxPendingLogins, options.MaxCallsPerUser) = (100_000, 1_000_000, 10_000);
        });
        await using var app = builder.Build();
        app.UseRouting();
        app.MapZimCallServer();
        EchoService.Map(app);
        await app.StartAsync();
        await using var tcp = new TcpEcho();
        Say(new ServerAddress(app.Urls.Single(), tcp.Port));
        while (await Console.In.ReadLineAsync() is { } command)
        {
            Say(command == CollectCommand ? ServerStats.TakeAfterCollection() : ServerStats.Take());
        }
    }

    private static void Say<T>(T words)
    {
        Console.WriteLine(JsonSerializer.Serialize(words));
        Console.Out.Flush();
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
