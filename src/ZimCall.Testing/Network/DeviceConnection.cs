using System.Threading.Channels;
using ZimCall.Protocol;
using ZimCall.Transport;

namespace ZimCall.Testing;

/// <summary>A device's connection with the device's faults: silence, delay, frames that come twice, breaks.</summary>
internal sealed class DeviceConnection : IClientConnection
{
    private readonly IClientConnection _inner;
    private readonly Link _link;
    private readonly DeviceNetwork _network;
    private readonly Activity _activity;
    private readonly DelayLine _toServer;
    private readonly DelayLine _toDevice;
    private readonly CancellationTokenSource _over = new();

    /// <summary>What has come through; its end is the connection's end, as the device sees it.</summary>
    private readonly Channel<ServerFrame> _arrived = Channel.CreateUnbounded<ServerFrame>();
    private int _isEnding;

    public DeviceConnection(IClientConnection inner, Link link, DeviceNetwork network, Activity activity)
    {
        (_inner, _link, _network, _activity) = (inner, link, network, activity);
        _toServer = new DelayLine(network, _over.Token);
        _toDevice = new DelayLine(network, _over.Token);
        _ = ReceiveAsync();
    }

    public void Send(ClientFrame frame)
    {
        var sent = _network.Delay > TimeSpan.Zero ? frame.Clone() : frame;
        _toServer.Pass(() =>
        {
            if (!_network.IsSilent)
            {
                _link.SentToServer();
                _inner.Send(sent);
            }
        });
    }

    public async ValueTask<ServerFrame?> ReadAsync()
    {
        try
        {
            return await _arrived.Reader.ReadAsync();
        }
        catch (ChannelClosedException closed)
        {
            Told();
            return closed.InnerException is { } reason ? throw reason : null;
        }
    }

    public void Abort() => Break("the connection was aborted by this side");

    /// <summary>The network breaks the connection, and this end notices.</summary>
    public void Break(string reason)
    {
        if (Interlocked.CompareExchange(ref _isEnding, 1, 0) == 0)
        {
            // Under way until the session has been told.
            _activity.Enter();
        }

        _arrived.Writer.TryComplete(new ConnectionException(reason));
        _inner.Abort();
        _over.Cancel();
    }

    /// <summary>Takes frames off the wire as they come, however late the device is to have them.</summary>
    private async Task ReceiveAsync()
    {
        Exception? reason = null;
        try
        {
            while (await _inner.ReadAsync() is { } frame)
            {
                _toDevice.Pass(() => Arrive(frame));
                _link.ArrivedAtClient();
            }
        }
        catch (Exception exception)
        {
            reason = exception;
        }

        _toDevice.Pass(() =>
        {
            // The end does not get through silence either: the device hears nothing until its network is back.
            if (!_network.IsSilent)
            {
                _arrived.Writer.TryComplete(reason);
            }
        });
        _link.ClientOver();
    }

    private void Arrive(ServerFrame frame)
    {
        if (_network.IsSilent)
        {
            return;
        }

        _arrived.Writer.TryWrite(frame);
        if (_network.Duplicates)
        {
            _arrived.Writer.TryWrite(frame.Clone());
        }
    }

    /// <summary>The session knows that the connection is over.</summary>
    private void Told()
    {
        _link.ClientOver();
        _network.Remove(this);
        _over.Cancel();
        if (Interlocked.Exchange(ref _isEnding, 2) == 1)
        {
            _activity.Exit();
        }
    }
}
