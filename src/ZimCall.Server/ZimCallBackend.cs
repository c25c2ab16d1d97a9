using Microsoft.Extensions.Logging;
using ZimCall.Core;
using ZimCall.Server.Api;

namespace ZimCall.Server;

/// <summary>The backend without a network: everything behind the connections, put together.</summary>
internal sealed class ZimCallBackend : IAsyncDisposable
{
    private readonly ReplyCaches _replies;
    private readonly CallService _calls;
    private readonly DeadlineSweep _sweep;
    private readonly SessionAlarms _alarms;
    private readonly BackgroundWork _work;
    private readonly SignalingService _signaling;
    private readonly ILogger _logger;

    /// <summary>Puts it together.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="store">Where calls are kept.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="loggerFactory">Where it logs.</param>
    /// <param name="scheduler">Runs all of it; tests give their own, to know when everything is quiet.</param>
    /// <exception cref="ArgumentException">The options are wrong; the message names every problem.</exception>
    public ZimCallBackend(
        ZimCallServerOptions options,
        ICallStore store,
        TimeProvider time,
        ILoggerFactory loggerFactory,
        TaskScheduler scheduler)
    {
        if (options.FindProblems() is { Count: > 0 } problems)
        {
            throw new ArgumentException($"The server's options are wrong: {string.Join("; ", problems)}.", nameof(options));
        }

        _logger = loggerFactory.CreateLogger("ZimCall.Server");
        Store = store;
        _work = new BackgroundWork(scheduler, _logger);
        _replies = new ReplyCaches(time);
        Sessions = new SessionRegistry(options, _replies);
        var notifier = new Notifier(Sessions, time);
        _calls = new CallService(store, new CallRules(options.ToPolicy()), notifier, time, _work);
        _sweep = new DeadlineSweep(store, _calls, time, _work);
        var end = new SessionEnd(Sessions, store, _calls, _logger);
        _alarms = new SessionAlarms(options, end, time, _work);
        var login = new LoginVerifier(options, time);
        var operations = new OperationService(options, store, _calls, login, _alarms, _logger);
        Api = new ServerApiEndpoint(new ApiGuard(options, time), new ServerApi(options, store, _calls, end), _logger);
        _signaling = new SignalingService(
            options, login, Sessions, _alarms, end, store, _calls, notifier, operations, time, _logger);
    }

    public ICallStore Store { get; }

    public SessionRegistry Sessions { get; }

    /// <summary>What business servers talk to.</summary>
    public ServerApiEndpoint Api { get; }

    /// <summary>How many alarms are set for the sessions.</summary>
    public int SessionAlarms => _alarms.Count;

    /// <summary>Serves one connection until it ends; a refused login and a broken frame are logged and thrown on.</summary>
    public Task RunAsync(IFrameConnection connection, CancellationToken cancellationToken) =>
        _work.RunAsync(async () =>
        {
            try
            {
                await _signaling.RunAsync(connection, cancellationToken);
            }
            catch (LoginRefusedException refused)
            {
                ServerLog.LoginRefused(_logger, connection.Remote, refused.Code, refused.Message);
                throw;
            }
            catch (BadFrameException bad)
            {
                ServerLog.BadConnection(_logger, connection.Remote, bad.Message);
                throw;
            }
        });

    public async ValueTask DisposeAsync()
    {
        _alarms.Dispose();
        _sweep.Dispose();
        await _work.DrainAsync();
        _calls.Dispose();
        _replies.Dispose();
    }
}
