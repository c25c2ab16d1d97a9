using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ZimCall.Book;
using ZimCall.Core;
using ZimCall.Protocol;
using ZimCall.Telemetry;

namespace ZimCall.Session;

/// <summary>
/// What is behind a <see cref="ZIM"/>: the session, the book of calls, and the pump that calls the app. Everything in here
/// happens on one queue; what others read are snapshots.
/// </summary>
internal sealed partial class ZimEngine : IZimEngine, ISessionOwner
{
    private readonly IZimEvents _events;
    private readonly ZimRuntime _runtime;
    private readonly ILogger _logger;
    private readonly SerialQueue _queue;
    private readonly EventPump _pump;
    [SuppressMessage("Usage", "CA2213", Justification = "DisposeAsync disposes of it on the queue, which owns it.")]
    private readonly ClientSession _session;
    private readonly Lock _bookLock = new();
    private readonly CallBook _book = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ZIMConnectionState _state = ZIMConnectionState.Disconnected;
    private readonly TimeProvider _time;
    private bool _isClosing;

    /// <summary>What the app does, that the operation being started is a part of.</summary>
    private ActivityContext _trace;

    public ZimEngine(ZIMOptions options, IZimEvents events, ZimRuntime runtime)
    {
        _events = events;
        _runtime = runtime;
        _time = options.TimeProvider;
        _logger = options.LoggerFactory!.CreateLogger("ZimCall.Session");
        _queue = new SerialQueue(
            action => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, runtime.Scheduler),
            exception => SessionLog.Bug(_logger, exception));
        _pump = new EventPump(options.SynchronizationContext, _logger);
        _session = new ClientSession(options, runtime, _queue, this, _logger);
    }

    public ZIMConnectionState ConnectionState => _state;

    public ImmutableArray<ZIMActiveCall> ActiveCalls
    {
        get
        {
            lock (_bookLock)
            {
                return [.. _book.Calls.OrderBy(static call => call.CreateTime).Select(call => call.ToActiveCall(_session.UserId, _session.Now))];
            }
        }
    }

    public void Post(Action action) => _pump.Post(action);

    public void ReconnectNow() => _queue.Post(_session.RetryNow);

    public void Login(ZIMUserInfo? user, string? token, Action<ZIMError> done, CancellationToken ct) => _queue.Post(() =>
    {
        const string operation = "Login";
        if (_isClosing)
        {
            done(Errors.Destroyed);
        }
        else if (!Limits.IsUserId(user?.userID))
        {
            done(Errors.Invalid(operation, "malformed userID (R-ID)"));
        }
        else if (!Limits.IsUserName(user!.userName))
        {
            done(Errors.Invalid(operation, $"userName has more than {Limits.MaxUserNameBytes} bytes (R-ID)"));
        }
        else
        {
            _session.Login(user, token ?? "", Cancellable(done, ct));
        }
    });

    public void Logout(Action<ZIMError> done) => _queue.Post(() =>
    {
        if (_isClosing)
        {
            done(Errors.Destroyed);
        }
        else
        {
            _session.Logout(() => done(Errors.Success), Errors.LoggedOut);
        }
    });

    /// <summary>
    /// Logs out and closes. Waits for the server's word for a moment, and for the connections to be over; not for handlers,
    /// of which one may be what disposes.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Post(() =>
        {
            if (!_isClosing)
            {
                _isClosing = true;
                _session.Logout(
                    () =>
                    {
                        _session.Dispose();
                        _closed.SetResult();
                    },
                    Errors.Destroyed);
            }
        });
        await _closed.Task;
        await _session.ConnectionsOver;
        await _runtime.Transport.DisposeAsync();
    }

    IEnumerable<KnownCall> ISessionOwner.KnownCalls() => _book.Known;

    void ISessionOwner.StateChanged(ZIMConnectionState state, ZIMConnectionEvent why)
    {
        if (_state != state)
        {
            _state = state;
            SessionLog.StateChanged(_logger, state, why);
            _pump.Post(() => _events.ConnectionStateChanged(state, why, []));
        }
    }

    /// <summary>R-DEL-3: the whole batch is in the book before anything of it is raised.</summary>
    void ISessionOwner.CaughtUp(IEnumerable<Update> updates, IEnumerable<string> lostCallIds)
    {
        List<Action> raised = [];
        foreach (var update in updates)
        {
            Take(update, raised.Add);
        }

        foreach (var callId in lostCallIds)
        {
            Lose(callId, raised);
        }

        raised.ForEach(_pump.Post);
    }

    void ISessionOwner.Updated(Update update) => Take(update, _pump.Post);

    /// <summary>Nobody waits for it any more; but the device is in the call, and updates of it build on this picture.</summary>
    void ISessionOwner.RepliedLate(Reply reply) => TakePicture(reply.CallAccept?.Call ?? reply.CallJoin?.Call);

    void ISessionOwner.TokenWillExpire(uint seconds) => _pump.Post(() => _events.TokenWillExpire(seconds));

    void ISessionOwner.Failed(ZIMError error) => _pump.Post(() => _events.Error(error));

    void ISessionOwner.SessionOver()
    {
        lock (_bookLock)
        {
            _book.Clear();
        }
    }

    /// <summary>The answer to a login that the app can give up.</summary>
    private Action<ZIMError> Cancellable(Action<ZIMError> done, CancellationToken ct)
    {
        var registration = default(CancellationTokenRegistration);
        void Answer(ZIMError error)
        {
            registration.Dispose();
            done(error);
        }

        Action<ZIMError> answer = Answer;
        registration = ct.UnsafeRegister(_ => _queue.Post(() => _session.CancelLogin(answer)), null);
        return answer;
    }

    private void Take(Update update, Action<Action> raise)
    {
        List<Action<IZimEvents>>? raised;
        lock (_bookLock)
        {
            raised = _book.Take(update, _session.UserId, () => _session.Now);
        }

        if (raised is null)
        {
            return;
        }

        foreach (var @event in update.Events)
        {
            if (@event.KindCase == Event.KindOneofCase.Received)
            {
                _session.Acknowledge(update.CallId);
            }
        }

        foreach (var item in raised)
        {
            raise(update.Traceparent.Length == 0 ? () => item(_events) : () => ClientTraces.RunFor(update.Traceparent, () => item(_events)));
        }
    }

    private void Lose(string callId, List<Action> raised)
    {
        bool wasKnown;
        lock (_bookLock)
        {
            wasKnown = _book.Lose(callId);
        }

        if (wasKnown)
        {
            SessionLog.CallLost(_logger, callId);
            var error = Errors.Of(
                ZIMErrorCode.MessageModuleCallDoesNotExist,
                $"Call {callId} is over: the server does not know it any more (R-REC-2)");
            raised.Add(() => _events.CallLost(callId, error));
        }
    }
}
