using System.Net;
using System.Net.Sockets;
using ZimCall.Server.Tests.Hostile.Support;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>Connections whose bytes are damaged anywhere, HTTP/2's own included, on a real socket; one for each hundred inputs.</summary>
public sealed class WireFuzzTests
{
    [Fact]
    public async Task Damaged_connections_end_and_nobody_else_notices()
    {
        var mutator = new Mutator(new Random(FuzzSettings.Seed));
        await using var server = await HostileServer.StartAsync(prefaceTimeout: TimeSpan.FromMilliseconds(100));

        // Kestrel trips over some headers with impossible numbers; it ends that connection, and says so.
        server.ExpectedWarning = static entry =>
            entry.Category == "Microsoft.AspNetCore.Server.Kestrel" && entry.Text.Contains("Connection processing ended abnormally", StringComparison.Ordinal);
        (await SayAsync(server, Http2Bytes.Login, until: 100)).Should().BeGreaterThanOrEqualTo(100, "undamaged, it is challenged: settings, headers, a nonce");
        for (var i = FuzzSettings.Inputs / 100; i > 0; i--)
        {
            await SayAsync(server, mutator.Bytes(Http2Bytes.Login), until: 1);
        }
    }

    /// <summary>Says it, closes its half when the answer has begun, and waits for the end.</summary>
    /// <param name="server">To whom.</param>
    /// <param name="bytes">What.</param>
    /// <param name="until">How many bytes make a beginning.</param>
    /// <returns>How many bytes the answer has.</returns>
    private static async Task<int> SayAsync(HostileServer server, byte[] bytes, int until)
    {
        using CancellationTokenSource limit = new(HostileServer.Patience);
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port, limit.Token);
        var (stream, answered, buffer) = (client.GetStream(), 0, new byte[4096]);
        try
        {
            await stream.WriteAsync(bytes, limit.Token);
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var count)
            {
                answered += count;
                if (answered >= until && answered - count < until)
                {
                    client.Client.Shutdown(SocketShutdown.Send);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Reset: the server wanted no more of it.
        }

        return answered;
    }
}
