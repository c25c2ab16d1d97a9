namespace ZimCall.Testing;

/// <summary>
/// One connection with its two ends, and what is on its way between them. A frame counts as under way from the moment it is
/// sent until the other end has it, or nobody will ever have it; a link whose one end is over counts until the other has
/// noticed.
/// </summary>
internal sealed class Link(string id, Activity activity, int? node = null)
{
    private readonly Lock _lock = new();
    private int _toServer;
    private int _toClient;
    private bool _clientOver;
    private bool _serverOver;
    private bool _oneEndIsLeft;

    public string Id => id;

    /// <summary>The node that the device asks for; null for any.</summary>
    public int? Node => node;

    public void SentToServer() => Sent(ref _toServer);

    public void SentToClient() => Sent(ref _toClient);

    public void ArrivedAtServer() => Arrived(ref _toServer);

    public void ArrivedAtClient() => Arrived(ref _toClient);

    public void ClientOver() => Over(ref _clientOver, ref _toClient);

    public void ServerOver() => Over(ref _serverOver, ref _toServer);

    private void Sent(ref int count)
    {
        lock (_lock)
        {
            if (!_clientOver && !_serverOver)
            {
                count++;
                activity.Enter();
            }
        }
    }

    private void Arrived(ref int count)
    {
        lock (_lock)
        {
            if (count > 0)
            {
                count--;
                activity.Exit();
            }
        }
    }

    /// <summary>The connection never came to be.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            activity.Exit(_toServer + _toClient + (_oneEndIsLeft ? 1 : 0));
            (_toServer, _toClient, _oneEndIsLeft) = (0, 0, false);
            (_clientOver, _serverOver) = (true, true);
        }
    }

    private void Over(ref bool over, ref int incoming)
    {
        lock (_lock)
        {
            if (over)
            {
                return;
            }

            over = true;
            var finished = incoming + (_oneEndIsLeft ? 1 : 0);
            incoming = 0;
            _oneEndIsLeft = !(_clientOver && _serverOver);
            if (_oneEndIsLeft)
            {
                activity.Enter();
            }

            activity.Exit(finished);
        }
    }
}
