using ZimCall.Protocol;
using ZimCall.Transport;

namespace ZimCall.Session;

/// <summary>One connection of a session: opened once, read until it ends, then thrown away.</summary>
internal sealed class SessionConnection(IClientTransport transport, SerialQueue queue, ISessionConnectionOwner owner) : IDisposable
{
    private readonly CancellationTokenSource _opening = new();
    private IClientConnection? _connection;
    private bool _isOver;

    /// <summary>The loop that opens and reads; done when the connection is over.</summary>
    public Task Loop { get; private set; } = Task.CompletedTask;

    public void Start(TaskScheduler scheduler) =>
        Loop = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    public void Send(ClientFrame frame) => _connection?.Send(frame);

    /// <summary>Breaks the connection, or gives up opening it.</summary>
    public void Abort()
    {
        if (!_isOver)
        {
            _opening.Cancel();
            _connection?.Abort();
        }
    }

    /// <summary>The connection is over.</summary>
    public void Dispose()
    {
        _isOver = true;
        _opening.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var connection = await transport.ConnectAsync(_opening.Token);
            queue.Run(() =>
            {
                _connection = connection;
                owner.Opened(this);
            });
            while (await connection.ReadAsync() is { } frame)
            {
                queue.Run(() => owner.FrameRead(this, frame));
            }

            queue.Run(() => owner.Lost(this, null));
        }
        catch (Exception exception)
        {
            queue.Run(() => owner.Lost(this, exception));
        }
    }
}
