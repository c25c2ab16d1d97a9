using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ZimCall.Calls;
using ZimCall.Events;
using ZimCall.Options;
using ZimCall.Session;

namespace ZimCall;

/// <summary>
/// A user's device: logs in, invites to calls, answers invitations, and tells what happens in them. Its operations and events are compatible with
/// ZIM's call-invitation API.
/// </summary>
/// <remarks>
/// <para>Every member may be used from any thread, also from handlers and callbacks.</para>
/// <para>
/// Events and callbacks are run one after another, in order, never two at a time and never under a lock, on
/// <see cref="ZIMOptions.SynchronizationContext"/> or, without one, on the thread pool. An operation's callback comes before the events that
/// the operation causes (R-REC-5). A handler that throws is logged and reported through <see cref="OnError"/>; what comes next still comes.
/// </para>
/// <para>
/// Each operation is there twice. The callback form never throws because it was refused: it reports the refusal. The Task form throws a
/// <see cref="ZIMException"/>. Cancelling a Task ends the wait for it, and not what the server may have done already.
/// </para>
/// <para>
/// Any operation can fail with <see cref="ZIMErrorCode.CommonModuleNotInit"/> after <see cref="Destroy"/>,
/// <see cref="ZIMErrorCode.NetworkModuleUserIsNotLogged"/> before a login, <see cref="ZIMErrorCode.NetworkModuleUserHasAlreadyLoggedOut"/> when a
/// logout overtakes it, <see cref="ZIMErrorCode.NetworkModuleRequestTimeout"/> and <see cref="ZIMErrorCode.CommonModuleIMServerDisconnect"/> when no
/// answer comes, <see cref="ZIMErrorCode.CommonModuleTriggerSDKFrequencyLimit"/> and <see cref="ZIMErrorCode.CommonModuleTriggerServerFrequencyLimit"/>
/// when there are too many, <see cref="ZIMErrorCode.CommonModuleIMServerError"/> and <see cref="ZIMErrorCode.CommonModuleIMDatabaseError"/>
/// when the server fails, and <see cref="ZIMErrorCode.CommonModuleParamInvalid"/> for a malformed argument: a null or empty callID, null
/// invitees, a malformed userID (R-ID), extendedData of more than 2,048 bytes of UTF-8. The operations name what they add to these.
/// </para>
/// </remarks>
public sealed partial class ZIM : IAsyncDisposable, IZimEvents
{
    private readonly ILogger _logger;
    private readonly UserCode _userCode;
    private readonly CallTracker _calls;
    private readonly SynchronizationContext? _context;
    private readonly IDisposable? _ownedLog;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [SuppressMessage("Usage", "CA2213", Justification = "CloseAsync disposes of what Destroy takes out of it.")]
    private IZimEngine _engine;

    /// <summary>Makes an instance, beyond ZIM as many in a process as one likes. It is not the one of <see cref="GetInstance"/>.</summary>
    /// <param name="options">How it works.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">Options are not valid; the message names all of them.</exception>
    public ZIM(ZIMOptions options)
        : this(options, ZimEngineFactory.Create)
    {
    }

    internal ZIM(ZIMOptions options, Func<ZIMOptions, IZimEvents, IZimEngine> makeEngine, IDisposable? ownedLog = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var resolved = options.Resolve();
        _logger = resolved.LoggerFactory!.CreateLogger("ZimCall.ZIM");
        _userCode = new UserCode(_logger, RaiseError);
        _calls = new CallTracker(callID => ActiveCalls.Any(call => call.CallID == callID));
        _context = resolved.SynchronizationContext;
        _ownedLog = ownedLog;
        _engine = DestroyedEngine.On(_context);
        _engine = makeEngine(resolved, this);
    }

    /// <summary>How the instance stands with its server now.</summary>
    public ZIMConnectionState ConnectionState => Engine.ConnectionState;

    /// <summary>
    /// The calls that the user rings for or is in now, as far as this instance knows, as an immutable snapshot; empty when it is not logged in. Already newer
    /// than the event that is being handled, when more has happened since.
    /// </summary>
    public ImmutableArray<ZIMActiveCall> ActiveCalls => Engine.ActiveCalls;

    private IZimEngine Engine => Volatile.Read(ref _engine);

    /// <summary>
    /// Tries a broken connection again at once instead of waiting out <see cref="ZIMOptions.ReconnectBackoff"/>; for when the operating system says
    /// that the network is back. Does nothing unless the instance is waiting for its next try.
    /// </summary>
    public void ReconnectNow() => Engine.ReconnectNow();

    /// <summary>
    /// Ends the instance without waiting for it: it logs out, raises no more events, and answers whatever is under way and whatever comes
    /// later with <see cref="ZIMErrorCode.CommonModuleNotInit"/>. After it, <see cref="Create(ZIMAppConfig)"/> can make the shared instance anew.
    /// </summary>
    public void Destroy()
    {
        var engine = Engine;
        if (engine is DestroyedEngine
            || Interlocked.CompareExchange(ref _engine, DestroyedEngine.After(engine), engine) != engine)
        {
            return;
        }

        Release(this);
        _userCode.StopEvents();
        _calls.Close();
        _ = CloseAsync(engine);
    }

    /// <summary>Ends the instance as <see cref="Destroy"/> does, and waits until its connection is closed. Do not block a handler on it.</summary>
    /// <returns>Completes when the instance is closed; it does not throw.</returns>
    public ValueTask DisposeAsync()
    {
        Destroy();
        return new ValueTask(_closed.Task);
    }

    private async Task CloseAsync(IZimEngine engine)
    {
        try
        {
            await engine.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            UserCodeLog.CloseFailed(_logger, exception);
        }

        _ownedLog?.Dispose();
        _closed.SetResult();
    }
}
