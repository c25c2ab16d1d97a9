using Microsoft.Extensions.Logging;

namespace ZimCall.Tests.Fakes;

/// <summary>An instance on a fake engine. Fails the test when it logged a problem that the test did not take.</summary>
internal sealed class Device : IAsyncDisposable
{
    private FakeEngine? _engine;

    public Device(Func<ZIMOptions, ZIMOptions>? change = null)
    {
        var options = new ZIMOptions { AppID = 1, LoggerFactory = Log };
        Zim = new ZIM(change?.Invoke(options) ?? options, (resolved, events) => _engine = new FakeEngine(resolved, events));
    }

    public ListLoggerFactory Log { get; } = new();

    public ZIM Zim { get; }

    public FakeEngine Engine => _engine!;

    /// <summary>Logs in as alice.</summary>
    public Device LoggedIn()
    {
        Zim.Login(new ZIMUserInfo { userID = "alice" }, callback: null);
        Engine.Last.Succeed();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await Zim.DisposeAsync();
        Log.Take().Where(entry => entry.Level >= LogLevel.Warning).Should().BeEmpty();
        Log.Dispose();
    }
}
