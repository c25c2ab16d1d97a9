using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ZimCall.Server;
using ZimCall.Storage;

namespace ZimCall.Host;

/// <summary>Runs the server from start to stop.</summary>
internal static class HostRunner
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(HostSettings settings, TextWriter output, TextWriter error)
    {
        using var logging = LoggerFactory.Create(builder => HostApplication.ConfigureLogging(builder, settings));
        try
        {
            // Closed after the application: its last work is still stored.
            await using var store = await HostStore.OpenAsync(settings, logging);
            await using var directory = HostStore.OpenDirectory(settings, logging);
            using var certificate = WatchCertificate(settings, logging);
            return await RunAsync(settings, store, directory, certificate, output, error);
        }
        catch (CallStoreException exception)
        {
            await error.WriteLineAsync($"zimcall-server cannot start: {exception.Message}.");
            return 1;
        }
    }

    private static async Task<int> RunAsync(
        HostSettings settings,
        SqlCallStore? store,
        PostgresNodeDirectory? directory,
        CertificateWatch? certificate,
        TextWriter output,
        TextWriter error)
    {
        await using var app = HostApplication.Build(settings, store, directory, certificate);
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ZimCall.Host");
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            await error.WriteLineAsync($"zimcall-server cannot start: {exception.Message}");
            return 1;
        }

        foreach (var address in settings.AllAddresses.Where(static address => !address.IsTls && !address.IsLoopback))
        {
            HostLog.ClearText(logger, address.Text);
        }

        // They are in the order in which Kestrel was told of them.
        var urls = app.Urls.Take(settings.Addresses.Count).ToList();
        urls.ForEach(url => HostLog.Listening(logger, url, settings.Apps.Count));
        var apiUrls = app.Urls.Skip(urls.Count).Take(settings.ApiAddresses.Count).ToList();
        apiUrls.ForEach(url => HostLog.ServingApi(logger, url));
        var operatorUrls = app.Urls.Skip(urls.Count + apiUrls.Count).ToList();
        operatorUrls.ForEach(url => HostLog.ServingOperator(logger, url));

        if (settings.IsDevelopment)
        {
            await output.WriteAsync(Greeting.ForDevelopment(urls, apiUrls, operatorUrls));
            await output.FlushAsync();
        }

        using var stopping = app.Lifetime.ApplicationStopping.Register(() => HostLog.Stopping(logger));
        await app.WaitForShutdownAsync();
        HostLog.Stopped(logger);
        return 0;
    }

    private static CertificateWatch? WatchCertificate(HostSettings settings, ILoggerFactory logging) =>
        settings is { Tls: { } files, Certificate: { } first }
            ? new CertificateWatch(files, first, TimeProvider.System, logging.CreateLogger("ZimCall.Host"))
            : null;
}
