using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ZimCall.Wire;

namespace ZimCall.Server;

/// <summary>The stream to one other node: connects, says who it is, sends what there is, and starts again when it breaks.</summary>
internal sealed class PeerStream : IAsyncDisposable
{
    /// <summary>What waits beyond this is lost; the number of the next message tells the other node so.</summary>
    private const int MaxWaiting = 4096;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly NodeInfo _self;
    private readonly NodeInfo _peer;
    private readonly RpcCallOptions _call;
    private readonly RpcChannel _channel;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _over = new();
    private readonly Channel<NodeMessage> _waiting =
        Channel.CreateBounded<NodeMessage>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Task _loop;

    public PeerStream(NodeInfo self, NodeInfo peer, string key, TimeProvider time, ILogger logger)
    {
        (_self, _peer, _time, _logger) = (self, peer, time, logger);
        _call = new RpcCallOptions { Metadata = new Dictionary<string, string> { [NodeMethod.KeyHeader] = key } };
        _channel = new RpcChannel(new Uri(peer.Address), new RpcChannelOptions
        {
            KeepAlivePingDelay = TimeSpan.FromSeconds(2),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            ConnectTimeout = TimeSpan.FromSeconds(3),
        });
        _loop = Task.Run(RunAsync);
    }

    public int Waiting => _waiting.Reader.Count;

    public void Send(NodeMessage message) => _waiting.Writer.TryWrite(message);

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _loop;
        await _channel.DisposeAsync();
        _over.Dispose();
    }

    private async Task RunAsync()
    {
        var pause = FirstPause;
        while (!_over.IsCancellationRequested)
        {
            try
            {
                await using var call = await _channel.OpenDuplexAsync(NodeMethod.Connect, _call, _over.Token);
                await call.WriteAsync(new NodeFrame
                {
                    Hello = new NodeHello { Version = NodeMethod.Version, From = _self.Id, To = _peer.Id },
                });
                ServerLog.PeerConnected(_logger, _peer.Id, _peer.Address);
                pause = FirstPause;
                await PumpAsync(call);
            }
            catch (RpcException broken) when (!_over.IsCancellationRequested)
            {
                ServerLog.PeerLost(_logger, _peer.Id, _peer.Address, broken.Status.Message);
            }
            catch (Exception exception) when (exception is RpcException or OperationCanceledException && _over.IsCancellationRequested)
            {
                return;
            }

            await PauseAsync(pause);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private async Task PumpAsync(RpcDuplexCall<NodeFrame, NodeAnswer> call)
    {
        // The other node answers nothing; its end of the stream is what is waited for.
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        var end = WaitForEndAsync(call, ended.CancelAsync);
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(ended.Token))
            {
                var written = ValueTask.CompletedTask;
                while (_waiting.Reader.TryRead(out var message))
                {
                    // Writes that meet go out in one flush; only the last is waited for.
                    await written;
                    written = call.WriteAsync(new NodeFrame { Message = message });
                }

                await written;
            }
        }
        catch (OperationCanceledException) when (!_over.IsCancellationRequested)
        {
            // The other end is over; why is said below.
        }
        finally
        {
            call.Abort();
            await end;
        }
    }

    private static async Task WaitForEndAsync(RpcDuplexCall<NodeFrame, NodeAnswer> call, Func<Task> tell)
    {
        try
        {
            while (await call.ReadAsync() is not null)
            {
                // Nothing that this version knows.
            }
        }
        finally
        {
            await tell();
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, _time, _over.Token);
        }
        catch (OperationCanceledException)
        {
            // It is over; the loop sees to that.
        }
    }
}
