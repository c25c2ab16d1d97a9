using System.Net;
using System.Net.Sockets;
using ZimCall.Load.Report;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Floor;

/// <summary>Ping-pong over one TCP connection: what the machine alone costs.</summary>
internal static class TcpFloor
{
    public static async Task<FloorResult> PingPongAsync(int port, double seconds)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var times = new Latencies();
        var buffer = new byte[EchoService.MessageBytes];
        var start = Clock.Now;
        var end = start + Clock.Ticks(seconds);
        for (var sent = start; sent < end;)
        {
            sent = Clock.Now;
            await socket.SendAsync(buffer);
            for (var got = 0; got < buffer.Length;)
            {
                got += await socket.ReceiveAsync(buffer.AsMemory(got)) is > 0 and var length ? length : throw new IOException("The echo ended.");
            }

            times.Record(Clock.Now - sent);
        }

        return new FloorResult(times.Count / Clock.Seconds(Clock.Now - start), times.ToQuantiles());
    }
}
