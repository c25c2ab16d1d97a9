using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZimCall.Extensions.Health;
using ZimCall.Extensions.Instances;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a health check for an instance of <see cref="ZimCall.ZIM"/>.</summary>
/// <remarks>
/// Healthy while the user is logged in, degraded while a broken connection is being made again, and the failure status in every other case. The description says
/// why; neither it nor the data name the user or carry secrets.
/// </remarks>
public static class ZimHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check for the instance that was added by AddZim.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="failureStatus">What it reports while nobody is logged in. Default null: unhealthy.</param>
    /// <param name="tags">The check's tags.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddZim(
        this IHealthChecksBuilder builder, string name = "zim", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null) =>
        Add(builder, Options.Options.DefaultName, name, failureStatus, tags);

    /// <summary>Adds a health check for an instance that was added by AddKeyedZim.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="key">The instance's key.</param>
    /// <param name="name">The check's name. Default null: <c>zim-</c> and the key.</param>
    /// <param name="failureStatus">What it reports while nobody is logged in. Default null: unhealthy.</param>
    /// <param name="tags">The check's tags.</param>
    /// <returns>The health checks.</returns>
    public static IHealthChecksBuilder AddKeyedZim(
        this IHealthChecksBuilder builder, string key, string? name = null, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return Add(builder, key, name ?? $"zim-{key}", failureStatus, tags);
    }

    private static IHealthChecksBuilder Add(
        IHealthChecksBuilder builder, string key, string name, HealthStatus? failureStatus, IEnumerable<string>? tags)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, services => new ZimHealthCheck(services.GetRequiredKeyedService<ZimInstance>(key)), failureStatus, tags));
    }
}
