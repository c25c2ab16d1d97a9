using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ZimCall.Extensions.Login;

/// <summary>
/// Logs a user in and keeps it logged in: tries again what fails, renews the token, and logs in anew when a session ends that neither the app nor another device
/// has ended.
/// </summary>
/// <remarks>
/// Driven by the instance's callbacks and events, which come one at a time, and by one timer. Whoever gets tokens is never called under the lock.
/// </remarks>
internal sealed class LoginKeeper : IAsyncDisposable
{
    /// <summary>How long before what failed is tried again. Within a login the instance tries more often by itself.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ZIM _zim;
    private readonly ZIMUserInfo _user;
    private readonly Func<IServiceProvider, string, CancellationToken, Task<string>>? _getToken;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationToken _stopped;
    private readonly ITimer _timer;
    private Task _work = Task.CompletedTask;
    private Func<Task>? _next;
    private bool _isLoggedIn;
    private bool _isDisposed;
    private volatile string? _problem;

    public LoginKeeper(
        ZIM zim,
        ZIMUserInfo user,
        Func<IServiceProvider, string, CancellationToken, Task<string>>? getToken,
        IServiceScopeFactory scopes,
        TimeProvider time,
        ILogger? logger)
    {
        (_zim, _user, _getToken, _scopes) = (zim, user, getToken, scopes);
        _logger = logger ?? NullLogger.Instance;
        _stopped = _stopping.Token;
        _timer = time.CreateTimer(static self => ((LoginKeeper)self!).Next(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What stands in the way of being logged in, without names and secrets; null when nothing is known.</summary>
    public string? Problem => _problem;

    public void Start()
    {
        _zim.OnConnectionStateChanged += StateChanged;
        _zim.OnTokenWillExpire += TokenWillExpire;
        Begin(LogInAsync);
    }

    /// <summary>Stops at once, and waits until whoever gets a token has given up.</summary>
    public async ValueTask DisposeAsync()
    {
        _zim.OnConnectionStateChanged -= StateChanged;
        _zim.OnTokenWillExpire -= TokenWillExpire;
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            // By the host when it stops, and by the container.
            await Work().ConfigureAwait(false);
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        await Work().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task LogInAsync()
    {
        if (await GetTokenAsync(LogInAsync).ConfigureAwait(false) is { } token)
        {
            _zim.Login(_user, token, LoginAnswered);
        }
    }

    private async Task RenewAsync()
    {
        if (await GetTokenAsync(RenewAsync).ConfigureAwait(false) is { } token)
        {
            _zim.RenewToken(token, RenewalAnswered);
        }
    }

    /// <summary>A token; "" where users log in by the appSign; null when there is none, and what it was wanted for is tried again.</summary>
    private async Task<string?> GetTokenAsync(Func<Task> again)
    {
        if (_getToken is null)
        {
            return "";
        }

        try
        {
            var scope = _scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                return await _getToken(scope.ServiceProvider, _user.userID, _stopped).ConfigureAwait(false);
            }
        }
        catch (Exception) when (_stopped.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            LoginLog.NoToken(_logger, _user.userID, Pause.TotalSeconds, exception);
            _problem = "No token could be had";
            Later(again);
            return null;
        }
    }

    private void LoginAnswered(ZIMError error)
    {
        switch (error.code)
        {
            case ZIMErrorCode.Success:
                lock (_lock)
                {
                    (_isLoggedIn, _next) = (true, null);
                }

                _problem = null;
                LoginLog.LoggedIn(_logger, _user.userID);
                break;
            case ZIMErrorCode.CommonModuleNotInit:
                // The instance was disposed of.
                break;
            case ZIMErrorCode.NetworkModuleUserHasAlreadyLogged or ZIMErrorCode.NetworkModuleUserHasAlreadyLoggedOut:
                GiveUp("The app logged in or out by itself");
                break;
            default:
                LoginLog.LoginFailed(_logger, _user.userID, error.code, error.message, Pause.TotalSeconds);
                _problem = $"The login failed: {error.code}";
                Later(LogInAsync);
                break;
        }
    }

    private void RenewalAnswered(string token, ZIMError error)
    {
        if (error.code is not (ZIMErrorCode.Success or ZIMErrorCode.CommonModuleNotInit) && IsLoggedIn())
        {
            LoginLog.RenewalFailed(_logger, _user.userID, error.code, error.message, Pause.TotalSeconds);
            Later(RenewAsync);
        }
    }

    private void TokenWillExpire(ZIM zim, uint second)
    {
        if (_getToken is not null && IsLoggedIn())
        {
            Begin(RenewAsync);
        }
    }

    private void StateChanged(ZIM zim, ZIMConnectionState state, ZIMConnectionEvent connectionEvent, Dictionary<string, string> extendedData)
    {
        if (state != ZIMConnectionState.Disconnected || !WasLoggedIn())
        {
            return;
        }

        switch (connectionEvent)
        {
            case ZIMConnectionEvent.Success:
                GiveUp("The app logged out");
                break;
            case ZIMConnectionEvent.KickedOut:
                // To take the place back would be to take turns for ever (R-DEV-1).
                GiveUp("Another device took the place of this one");
                break;
            default:
                LoginLog.LoggingInAgain(_logger, _user.userID, connectionEvent);
                _problem = $"The session is over: {connectionEvent}";
                Begin(LogInAsync);
                break;
        }
    }

    private void GiveUp(string reason)
    {
        LoginLog.GivenUp(_logger, _user.userID, reason);
        _problem = reason;
    }

    private Task Work()
    {
        lock (_lock)
        {
            return _work;
        }
    }

    private bool IsLoggedIn()
    {
        lock (_lock)
        {
            return _isLoggedIn;
        }
    }

    /// <summary>Whether the user was logged in; not any more, then.</summary>
    private bool WasLoggedIn()
    {
        lock (_lock)
        {
            if (!_isLoggedIn)
            {
                // A login has failed, of which its callback has told; the next one may be set already.
                return false;
            }

            (_isLoggedIn, _next) = (false, null);
            return true;
        }
    }

    private void Later(Func<Task> work)
    {
        lock (_lock)
        {
            _next = work;
            _timer.Change(Pause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Next()
    {
        Func<Task>? work;
        lock (_lock)
        {
            (work, _next) = (_next, null);
        }

        if (work is not null)
        {
            Begin(work);
        }
    }

    private void Begin(Func<Task> work)
    {
        if (_stopped.IsCancellationRequested)
        {
            return;
        }

        var begun = work();
        lock (_lock)
        {
            _work = Task.WhenAll(_work, begun);
        }
    }
}
