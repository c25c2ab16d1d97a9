using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ZimCall;
using ZimCall.Extensions;
using ZimCall.Extensions.Instances;
using ZimCall.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts instances of <see cref="ZIM"/> into a container, which owns them.</summary>
/// <remarks>
/// <para>
/// An instance is made when the host starts, before its services are started, or earlier when somebody asks for it. When everything has stopped it is disposed
/// of, which logs its user out. Without a host it is made when it is first asked for, and disposed of with the container, which for this has to be disposed of by
/// DisposeAsync.
/// </para>
/// <para>
/// Options are checked at the start, all at once: an <see cref="OptionsValidationException"/> names everything that is wrong. They are read once. Logging and the
/// clock are the container's (<see cref="ZIMOptions.LoggerFactory"/>, <see cref="TimeProvider"/>) as far as they were not set. Handlers run on the thread pool,
/// unless <see cref="ZIMOptions.SynchronizationContext"/> was set: on which thread a container happens to make an instance says nothing.
/// </para>
/// </remarks>
public static class ZimServiceCollectionExtensions
{
    /// <summary>Adds an instance, as a singleton.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="configure">Sets the options; at least <see cref="ZIMOptions.AppID"/>.</param>
    /// <returns>Says more about the instance.</returns>
    public static ZimBuilder AddZim(this IServiceCollection services, Action<ZIMOptions> configure) =>
        Add(services, Options.Options.DefaultName, configure);

    /// <summary>Adds an instance, as a singleton.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">
    /// A section with the options by their names, and, to have a user logged in, <c>UserID</c> and <c>UserName</c>. Times have the form <c>hh:mm:ss</c>. A key that
    /// means nothing and a value that cannot be read are problems like any other.
    /// </param>
    /// <returns>Says more about the instance.</returns>
    public static ZimBuilder AddZim(this IServiceCollection services, IConfiguration section) =>
        Add(services, Options.Options.DefaultName, section);

    /// <summary>Adds an instance under a key, as a keyed singleton.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="key">The key, which is also the name of the options; not empty.</param>
    /// <param name="configure">Sets the options; at least <see cref="ZIMOptions.AppID"/>.</param>
    /// <returns>Says more about the instance.</returns>
    public static ZimBuilder AddKeyedZim(this IServiceCollection services, string key, Action<ZIMOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Add(services, key, configure);
    }

    /// <summary>Adds an instance under a key, as a keyed singleton.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="key">The key, which is also the name of the options; not empty.</param>
    /// <param name="section">As for <see cref="AddZim(IServiceCollection, IConfiguration)"/>.</param>
    /// <returns>Says more about the instance.</returns>
    public static ZimBuilder AddKeyedZim(this IServiceCollection services, string key, IConfiguration section)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Add(services, key, section);
    }

    private static ZimBuilder Add(IServiceCollection services, string name, Action<ZIMOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.Configure(name, configure);
        return Add(services, name);
    }

    private static ZimBuilder Add(IServiceCollection services, string name, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.Configure<ZIMOptions>(name, options => ZimSection.Read(section, options));
        services.Configure<ZimSetup>(name, setup => setup.User = ZimSection.ReadUser(section) ?? setup.User);
        services.AddSingleton<IValidateOptions<ZIMOptions>>(new ZimSectionValidation(name, section));
        return Add(services, name);
    }

    private static ZimBuilder Add(IServiceCollection services, string name)
    {
        // Added again, an instance is only configured further.
        if (!services.Any(service => service.IsKeyedService && service.ServiceType == typeof(ZimInstance) && Equals(service.ServiceKey, name)))
        {
            services.TryAddSingleton<IZimFactory, ZimFactory>();
            services.AddOptions<ZIMOptions>(name).ValidateOnStart();
            services.AddSingleton<IValidateOptions<ZIMOptions>>(provider => new ZimOptionsValidation(name, provider.GetRequiredService<IOptionsMonitor<ZimSetup>>()));
            services.AddKeyedSingleton(name, (provider, _) => ZimInstance.Create(provider, name));
            services.AddSingleton<IHostedService>(provider => new ZimHostedService(provider, name));
            if (name.Length == 0)
            {
                services.AddSingleton(static provider => provider.GetRequiredKeyedService<ZimInstance>(Options.Options.DefaultName).Zim);
            }
            else
            {
                services.AddKeyedSingleton(name, static (provider, key) => provider.GetRequiredKeyedService<ZimInstance>(key).Zim);
            }
        }

        return new ZimBuilder(services, name);
    }
}
