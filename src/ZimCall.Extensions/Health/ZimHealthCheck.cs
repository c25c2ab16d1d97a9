using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZimCall.Extensions.Instances;

namespace ZimCall.Extensions.Health;

/// <summary>How an instance stands with its server.</summary>
internal sealed class ZimHealthCheck(ZimInstance instance) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = instance.Zim.ConnectionState;
        var (status, description) = state switch
        {
            ZIMConnectionState.Connected => (HealthStatus.Healthy, "Logged in"),
            ZIMConnectionState.Reconnecting => (HealthStatus.Degraded, "The connection broke and is being made again"),
            ZIMConnectionState.Connecting => (context.Registration.FailureStatus, instance.Login?.Problem ?? "Logging in"),
            _ => (context.Registration.FailureStatus, instance.Login?.Problem ?? "Not logged in"),
        };
        return Task.FromResult(new HealthCheckResult(
            status, description, data: new Dictionary<string, object> { ["state"] = state.ToString() }));
    }
}
