namespace ZimCall.Server.Tests.Push;

/// <summary>A push gateway that notes what it is told, and does then what the test says.</summary>
internal sealed class FakeGateway : IPushGateway
{
    private readonly Lock _lock = new();
    private readonly List<string> _told = [];
    private readonly List<PushMessage> _messages = [];

    /// <summary>What it does when it is called.</summary>
    public Func<Task> Answer { get; set; } = static () => Task.CompletedTask;

    /// <summary>Each push and each withdrawal in a line.</summary>
    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_lock)
            {
                return [.. _told];
            }
        }
    }

    public IReadOnlyList<PushMessage> Messages
    {
        get
        {
            lock (_lock)
            {
                return [.. _messages];
            }
        }
    }

    public async ValueTask PushAsync(PushMessage push, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _messages.Add(push);
            _told.Add($"{push.Kind} {push.UserId} \"{push.Content.Title}\" {push.TimeToLive.TotalSeconds} s");
        }

        await Answer();
    }

    public async ValueTask WithdrawAsync(PushWithdrawal withdrawal, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _told.Add($"withdraw {withdrawal.UserId} {withdrawal.Reason}");
        }

        await Answer();
    }
}
