using System.Threading.Channels;
using ZimCall;

namespace TwoPhones.Demo;

/// <summary>One user's phone in the demonstration: does what the scene says, and waits for what it should see.</summary>
internal sealed class DemoPhone : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);

    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();
    private readonly Timeline _timeline;
    private readonly ZIM _zim;

    public DemoPhone(string user, Uri server, Timeline timeline)
    {
        User = user;
        _timeline = timeline;
        _zim = new ZIM(new ZIMOptions { AppID = DevelopmentApp.AppId, AppSign = DevelopmentApp.AppSign, ServerAddress = server });
        _zim.OnCallInvitationCreated += (_, info, _) => See($"OnCallInvitationCreated: {Users(info.callUserList)}");
        _zim.OnCallInvitationReceived += (_, info, _) =>
            See($"OnCallInvitationReceived: {info.inviter} invites to a call of {info.caller}, {info.mode}, rings {info.timeout} s, \"{info.extendedData}\"");
        _zim.OnCallUserStateChanged += (_, info, _) => See($"OnCallUserStateChanged: {Users(info.callUserList)}");
        _zim.OnCallInvitationCancelled += (_, info, _) => See($"OnCallInvitationCancelled: by {info.inviter}");
        _zim.OnCallInvitationTimeout += (_, _, _) => See("OnCallInvitationTimeout");
        _zim.OnCallInvitationEnded += (_, info, _) => See($"OnCallInvitationEnded: by {info.operatedUserID}");
        _zim.OnConnectionStateChanged += (_, state, why, _) => See($"OnConnectionStateChanged: {state}, {why}");
        _zim.OnError += (_, error) => See($"OnError: {error}");
    }

    public string User { get; }

    /// <summary>How it stands now.</summary>
    public PhoneStatus Status => PhoneStatus.Of(_zim, User);

    public async Task LoginAsync()
    {
        await DoAsync("Login", zim => zim.LoginAsync(new ZIMUserInfo { userID = User }));
        await SeesAsync("OnConnectionStateChanged", "Connected");
    }

    /// <summary>Does something, and fails the scene when it is refused.</summary>
    public Task DoAsync(string what, Func<ZIM, Task> operation) => DoAsync(what, async zim =>
    {
        await operation(zim);
        return true;
    });

    /// <summary>Does something, and fails the scene when it is refused.</summary>
    public async Task<T> DoAsync<T>(string what, Func<ZIM, Task<T>> operation)
    {
        await _timeline.DoesAsync(User, what);
        try
        {
            return await operation(_zim).WaitAsync(Patience);
        }
        catch (ZIMException refused)
        {
            throw new DemoFailedException($"{what} of {User} failed: {refused.Error}");
        }
        catch (TimeoutException)
        {
            throw new DemoFailedException($"{what} of {User} had no outcome within {Patience.TotalSeconds} s");
        }
    }

    /// <summary>Waits until the phone is told this; what it is told before that is passed over.</summary>
    /// <param name="name">The event.</param>
    /// <param name="content">What its text has to hold.</param>
    public async Task SeesAsync(string name, string content = "")
    {
        using CancellationTokenSource limit = new(Patience, TimeProvider.System);
        try
        {
            await foreach (var seen in _seen.Reader.ReadAllAsync(limit.Token))
            {
                if (seen.StartsWith(name, StringComparison.Ordinal) && seen.Contains(content, StringComparison.Ordinal))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new DemoFailedException($"{User} did not see {name} with \"{content}\" within {Patience.TotalSeconds} s");
        }
    }

    public ValueTask DisposeAsync() => _zim.DisposeAsync();

    private static string Users(IEnumerable<ZIMCallUserInfo> users) =>
        string.Join(", ", users.Select(static user => $"{user.userID} {user.state}"));

    private void See(string what)
    {
        _timeline.Sees(User, what);
        _seen.Writer.TryWrite(what);
    }
}
