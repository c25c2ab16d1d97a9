using System.Net;
using ZimCall.Faults.Tests.Support;

namespace ZimCall.Faults.Tests.Load;

/// <summary>
/// Users who call each other through one address while servers die behind it; and the checks of what must be true when all
/// is well again.
/// </summary>
internal sealed class Crowd : IAsyncDisposable
{
    /// <summary>A net for broken code, never a delay that a test relies on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How soon after reconnecting a phone's picture must be the store's.</summary>
    private static readonly TimeSpan PictureTime = TimeSpan.FromSeconds(5);

    private readonly CuttableProxy _balancer;
    private readonly ApiClient _api;
    private readonly List<LoadedPhone> _phones = [];
    private readonly HashSet<Acknowledged> _checked = [];

    public Crowd(IReadOnlyList<Node> nodes, int size, int seed)
    {
        _balancer = new CuttableProxy([.. nodes.Select(static node => node.EndPoint)]);
        _api = new ApiClient(nodes);
        string[] users = [.. Enumerable.Range(1, size).Select(static number => $"user{number}")];
        foreach (var user in users)
        {
            _phones.Add(new LoadedPhone(_balancer.Port, user, users, Ledger, seed + _phones.Count));
        }
    }

    public Ledger Ledger { get; } = new();

    public IReadOnlyList<LoadedPhone> Phones => _phones;

    public ApiClient Api => _api;

    public void LeadTo(IEnumerable<EndPoint> targets) => _balancer.LeadTo(targets);

    public async Task LoginAsync()
    {
        await _api.RegisterAsync(_phones.Select(static phone => phone.Guest));
        await Task.WhenAll(_phones.Select(static phone => phone.LoginAsync())).WaitAsync(Patience);
    }

    public void Work() => _phones.ForEach(static phone => phone.Work());

    /// <summary>Rests, and holds what the phones know and see against the store.</summary>
    public async Task CheckAsync()
    {
        await Task.WhenAll(_phones.Select(static phone => phone.RestAsync())).WaitAsync(Patience);
        await UntilAsync(Patience, () => Task.FromResult(
            _phones.Where(static phone => phone.Zim.ConnectionState != ZIMConnectionState.Connected).Select(static phone => $"{phone.UserId} is {phone.Zim.ConnectionState}")));
        await UntilAsync(PictureTime, FindDifferencesAsync);
        await CheckAcknowledgedAsync();
        Ledger.Wrong.Should().BeEmpty();
    }

    /// <summary>Everybody leaves; then nothing may be left.</summary>
    public async Task CheckNothingIsStuckAsync()
    {
        foreach (var phone in _phones)
        {
            foreach (var call in phone.Zim.ActiveCalls.Where(static call => call is { Mode: ZIMCallInvitationMode.Advanced, OwnState: ZIMCallUserState.Accepted }))
            {
                try
                {
                    await phone.Zim.CallEndAsync(call.CallID);
                }
                catch (ZIMException exception) when (exception.Error.code >= ZIMErrorCode.MessageModuleCallError)
                {
                    // Another had ended it, and the news is on its way.
                }
            }
        }

        // What still rings, rings out; the longest for 6 seconds.
        await UntilAsync(TimeSpan.FromSeconds(10), () => Task.FromResult(
            from phone in _phones
            from call in phone.Zim.ActiveCalls
            select $"{phone.UserId} is {call.OwnState} in {call.CallID}"));
        await UntilAsync(PictureTime, FindDifferencesAsync);
        Ledger.Wrong.Should().BeEmpty();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_phones.Select(static phone => phone.DisposeAsync().AsTask())).WaitAsync(Patience);
        await _balancer.DisposeAsync();
        _api.Dispose();
    }

    /// <summary>Where what a phone shows is not what the store has.</summary>
    private async Task<IEnumerable<string>> FindDifferencesAsync()
    {
        List<string> differences = [];
        foreach (var phone in _phones)
        {
            var stored = new List<string>();
            foreach (var listed in await _api.FindCallsAsync(phone.UserId))
            {
                if (listed.GetProperty("State").GetInt32() == (int)ZIMCallState.Started
                    && await _api.FindCallAsync(listed.GetProperty("CallId").GetString()!) is { } call
                    && StoredCall.IsActive(call, phone.UserId))
                {
                    stored.Add(StoredCall.Describe(call));
                }
            }

            var shown = phone.Zim.ActiveCalls.Select(StoredCall.Describe).ToList();
            differences.AddRange(stored.Except(shown).Select(call => $"{phone.UserId} does not show {call}"));
            differences.AddRange(shown.Except(stored).Select(call => $"{phone.UserId} shows {call}"));
        }

        return differences;
    }

    private async Task CheckAcknowledgedAsync()
    {
        foreach (var acknowledged in Ledger.Acknowledged.Where(_checked.Add).GroupBy(static operation => operation.CallId))
        {
            var call = await _api.FindCallAsync(acknowledged.Key);
            foreach (var operation in acknowledged.Where(operation => !StoredCall.Shows(call, operation)))
            {
                Ledger.Complain($"lost: {operation}; the store has {call}");
            }
        }
    }

    /// <summary>Waits until there is nothing left to find.</summary>
    private static async Task UntilAsync(TimeSpan limit, Func<Task<IEnumerable<string>>> find)
    {
        var end = DateTimeOffset.UtcNow + limit;
        List<string> found;
        do
        {
            found = [.. await find()];
            if (found.Count == 0)
            {
                return;
            }

            await Task.Delay(50);
        }
        while (DateTimeOffset.UtcNow < end);
        found.Should().BeEmpty("{0} s are over", limit.TotalSeconds);
    }
}
