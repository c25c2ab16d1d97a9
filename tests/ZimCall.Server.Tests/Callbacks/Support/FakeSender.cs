using System.Text.Json;

namespace ZimCall.Server.Tests.Callbacks.Support;

/// <summary>A receiver of callbacks without a network: notes what it is sent, and answers as the test says.</summary>
internal sealed class FakeSender(TimeProvider? time = null) : ICallbackSender
{
    private readonly Lock _lock = new();
    private readonly List<(long At, OutgoingCallback Callback)> _tries = [];
    private readonly List<OutgoingCallback> _delivered = [];
    private int _underWay;

    /// <summary>Why a try fails; null for one that succeeds.</summary>
    public Func<OutgoingCallback, Task<string?>> Answer { get; set; } = static _ => Task.FromResult<string?>(null);

    /// <summary>The most tries that were under way at once.</summary>
    public int MostUnderWay { get; private set; }

    /// <summary>Every try, and when.</summary>
    public IReadOnlyList<(long At, OutgoingCallback Callback)> Tries
    {
        get
        {
            lock (_lock)
            {
                return [.. _tries];
            }
        }
    }

    /// <summary>What was delivered, in order.</summary>
    public IReadOnlyList<OutgoingCallback> Delivered
    {
        get
        {
            lock (_lock)
            {
                return [.. _delivered];
            }
        }
    }

    /// <summary>The events that were delivered, each with its fields.</summary>
    public IEnumerable<string> Lines => Delivered.Select(static callback => $"{callback.Event} {Text(callback)}");

    public static string Text(OutgoingCallback callback) => System.Text.Encoding.UTF8.GetString(callback.Fields.Span);

    public static JsonElement Json(OutgoingCallback callback) => JsonElement.Parse(callback.Fields.Span);

    public async Task<string?> SendAsync(ZimCallApp app, OutgoingCallback callback, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _tries.Add((time?.GetUtcNow().ToUnixTimeMilliseconds() ?? 0, callback));
            MostUnderWay = Math.Max(MostUnderWay, ++_underWay);
        }

        try
        {
            var failure = await Answer(callback).WaitAsync(cancellationToken);
            lock (_lock)
            {
                if (failure is null)
                {
                    _delivered.Add(callback);
                }
            }

            return failure;
        }
        finally
        {
            lock (_lock)
            {
                _underWay--;
            }
        }
    }
}
