using System.Net;
using System.Net.Sockets;

namespace ZimCall.Host;

/// <summary>Whether a server runs with these settings, and if not, whether one could listen.</summary>
internal sealed class ServerCheck : IDoctorCheck
{
    public string Name => "server";

    public async Task<IReadOnlyList<Finding>> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var address in settings.Addresses.Where(static address => address.Port != 0))
        {
            findings.Add(await HealthCommand.AskAsync(address, cancellationToken) is not { } silence
                ? Finding.Ok($"a server answers on {address.Text}")
                : CanListen(address) is { } problem
                    ? Finding.Fail($"{address.Text}: no server answers, and none could listen: {problem} ({silence})")
                    : Finding.Ok($"{address.Text} is free: no server runs there"));
        }

        return findings;
    }

    private static string? CanListen(ListenAddress address)
    {
        try
        {
            using var listener = new TcpListener(address.Ip ?? (address.IsLocalhost ? IPAddress.Loopback : IPAddress.Any), address.Port);
            listener.Start();
            return null;
        }
        catch (SocketException exception)
        {
            return exception.Message;
        }
    }
}
