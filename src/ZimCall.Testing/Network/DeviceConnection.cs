using ZimCall.Protocol;
using ZimCall.Transport;

namespace ZimCall.Testing;

/// <summary>A device's connection with the device's faults: silence, delay, frames that come twice, breaks.</summary>
internal sealed class DeviceConnection : IClientConnection
{
    private readonly IClientConnection _inner;
    private readonly Link _link;
    private readonly DeviceNetwork _network;
    private readonly TaskCompletionSource<ServerFrame?> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly Activity _activity;
    private ServerFrame? _again;
    private bool _isDelaying;
    private int _isEnding;

    public DeviceConnection(IClientConnection inner, Link link, DeviceNetwork network, Activity activity)
    {
        (_inner, _link, _network, _activity) = (inner, link, network, activity);
    }

    public void Send(ClientFrame frame)
    {
        if (_network.Delay > TimeSpan.Zero || _isDelaying)
        {
            _isDelaying = true;
            _ = SendLaterAsync(frame.Clone());
        }
        else
        {
            SendNow(frame);
        }
    }

    public async ValueTask<ServerFrame?> ReadAsync()
    {
        try
        {
            var frame = await ReadThroughFaultsAsync();
            if (frame is null)
            {
                Told();
            }

            return frame;
        }
        catch
        {
            Told();
            throw;
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

        _broken.TrySetException(new ConnectionException(reason));
        _inner.Abort();
        _over.Cancel();
    }

    private async ValueTask<ServerFrame?> ReadThroughFaultsAsync()
    {
        while (true)
        {
            if (_again is { } again)
            {
                _again = null;
                return again;
            }

            var frame = await ReadInnerAsync();
            if (_network.IsSilent)
            {
                if (frame is null)
                {
                    // The end of the stream does not get through either: the device hears nothing until its network is back.
                    return await _broken.Task;
                }

                continue;
            }

            if (frame is not null && _network.Delay > TimeSpan.Zero)
            {
                await Task.Delay(_network.Delay, _network.Time, _over.Token);
            }

            if (_network.Duplicates)
            {
                _again = frame?.Clone();
            }

            return frame;
        }
    }

    private void SendNow(ClientFrame frame)
    {
        if (!_network.IsSilent)
        {
            _link.SentToServer();
            _inner.Send(frame);
        }
    }

    private async Task SendLaterAsync(ClientFrame frame)
    {
        // One timer per frame with the same delay: the order stays.
        try
        {
            await Task.Delay(_network.Delay, _network.Time, _over.Token);
            SendNow(frame);
        }
        catch (OperationCanceledException)
        {
            // The connection is over; what was on its way is lost.
        }
    }

    private async Task<ServerFrame?> ReadInnerAsync()
    {
        try
        {
            var frame = await _inner.ReadAsync();
            if (frame is null)
            {
                _link.ClientOver();
            }
            else
            {
                _link.ArrivedAtClient();
            }

            return frame;
        }
        catch (Exception) when (_network.IsSilent || _broken.Task.IsFaulted)
        {
            _link.ClientOver();
            return await _broken.Task;
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
