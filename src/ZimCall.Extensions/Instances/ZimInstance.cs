using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ZimCall.Extensions.Login;

namespace ZimCall.Extensions.Instances;

/// <summary>An instance in a container, with the login that is kept for it.</summary>
internal sealed class ZimInstance : IAsyncDisposable
{
    private ZimInstance(ZIM zim, LoginKeeper? login) => (Zim, Login) = (zim, login);

    public ZIM Zim { get; }

    /// <summary>Null when the app logs in by itself.</summary>
    public LoginKeeper? Login { get; }

    public static ZimInstance Create(IServiceProvider services, string name)
    {
        var options = Complete(services.GetRequiredService<IOptionsMonitor<ZIMOptions>>().Get(name), services);
        var setup = services.GetRequiredService<IOptionsMonitor<ZimSetup>>().Get(name);
        var zim = services.GetRequiredService<IZimFactory>().Create(options);
        try
        {
            setup.WhenCreated?.Invoke(services, zim);
        }
        catch
        {
            zim.Destroy();
            throw;
        }

        if (setup.User is null)
        {
            return new ZimInstance(zim, null);
        }

        var logger = options.LoggerFactory?.CreateLogger("ZimCall.Extensions");
        return new ZimInstance(zim, new LoginKeeper(
            zim, setup.User, setup.GetToken, services.GetRequiredService<IServiceScopeFactory>(), options.TimeProvider, logger));
    }

    public async ValueTask DisposeAsync()
    {
        // Whoever is asked for a token may take its time; the user is logged out meanwhile.
        var login = Login?.DisposeAsync() ?? ValueTask.CompletedTask;
        await Zim.DisposeAsync().ConfigureAwait(false);
        await login.ConfigureAwait(false);
    }

    private static ZIMOptions Complete(ZIMOptions options, IServiceProvider services) => options with
    {
        LoggerFactory = options.LoggerFactory ?? services.GetService<ILoggerFactory>(),
        TimeProvider = options.TimeProvider == TimeProvider.System ? services.GetService<TimeProvider>() ?? TimeProvider.System : options.TimeProvider,

        // Whoever asks first may stand on any thread: a request's, or that of one user's page.
        SynchronizationContext = options.SynchronizationContext ?? new SynchronizationContext(),
    };
}
