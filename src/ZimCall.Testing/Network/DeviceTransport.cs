using System.Globalization;
using ZimCall.Transport;

namespace ZimCall.Testing;

/// <summary>A device's way to the server, over whatever network the test uses, with the device's faults on it.</summary>
internal sealed class DeviceTransport(DeviceNetwork network, ITestNetwork inner, Activity activity) : IClientTransport
{
    private static int _lastId;

    public async Task<IClientConnection> ConnectAsync(CancellationToken ct)
    {
        await network.WhenUpAsync(ct);
        activity.Enter();
        var link = new Link(Interlocked.Increment(ref _lastId).ToString(CultureInfo.InvariantCulture), activity, network.Node);
        try
        {
            var connection = new DeviceConnection(await inner.ConnectAsync(link, ct), link, network, activity);
            network.Add(connection);
            return connection;
        }
        catch
        {
            link.Discard();
            throw;
        }
        finally
        {
            activity.Exit();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
