using System.Threading.Channels;

namespace ZimCall.Host.Tests.Support;

/// <summary>A real ZIM instance in the test's process, and what it is told.</summary>
internal sealed class TestPhone : IAsyncDisposable
{
    private const string AppSign = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();

    public TestPhone(string server, string appSign = AppSign)
    {
        Zim = new ZIM(new ZIMOptions { AppID = 1, AppSign = appSign, ServerAddress = new Uri(server) });
        Zim.OnCallInvitationReceived += (_, info, callID) => See($"received {callID} from {info.inviter}");
        Zim.OnCallInvitationCancelled += (_, info, callID) => See($"cancelled {callID} by {info.inviter}");
        Zim.OnCallInvitationEnded += (_, info, callID) => See($"ended {callID} by {info.operatedUserID}");
        Zim.OnCallUserStateChanged += (_, info, _) => info.callUserList.ForEach(user => See($"{user.userID} {user.state}"));
        Zim.OnConnectionStateChanged += (_, state, _, _) => See($"{state}");
    }

    public ZIM Zim { get; }

    public static async Task<TestPhone> LoginAsync(string server, string user)
    {
        var phone = new TestPhone(server);
        await phone.Zim.LoginAsync(new ZIMUserInfo { userID = user }).WaitAsync(Patience);
        return phone;
    }

    /// <summary>Waits until it is told this.</summary>
    public async Task SeesAsync(string start)
    {
        using CancellationTokenSource limit = new(Patience);
        await foreach (var seen in _seen.Reader.ReadAllAsync(limit.Token))
        {
            if (seen.StartsWith(start, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    public ValueTask DisposeAsync() => Zim.DisposeAsync();

    private void See(string what) => _seen.Writer.TryWrite(what);
}
