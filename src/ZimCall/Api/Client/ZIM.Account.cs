using ZimCall.Session;

namespace ZimCall;

/// <content>Login, logout and tokens (R-LOG).</content>
public sealed partial class ZIM
{
    /// <summary>Logs in by the app's sign, without a token (R-LOG-1). Logging in again as the same user succeeds and changes nothing.</summary>
    /// <param name="userInfo">The user.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="LoginAsync"/>.</param>
    public void Login(ZIMUserInfo userInfo, ZIMLoggedInCallback? callback) => Login(userInfo, "", callback);

    /// <summary>Logs in with a token (R-LOG-1). Logging in again as the same user succeeds and changes nothing.</summary>
    /// <param name="userInfo">The user.</param>
    /// <param name="token">A Token04 for this user (R-LOG-4); "" or null to log in by the app's sign.</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="LoginAsync"/>.</param>
    public void Login(ZIMUserInfo userInfo, string? token, ZIMLoggedInCallback? callback) =>
        LogIn(userInfo, token, error => Answer(nameof(Login), () => callback?.Invoke(error)), CancellationToken.None);

    /// <summary>
    /// Logs in (R-LOG-1). Invitations that are still ringing for the user are raised next (R-DEL-2). Logging in again as the same user succeeds
    /// and changes nothing.
    /// </summary>
    /// <param name="userInfo">The user.</param>
    /// <param name="token">A Token04 for this user (R-LOG-4); "" or null, the default, to log in by the app's sign.</param>
    /// <param name="ct">Ends the wait, and the login when it is still under way.</param>
    /// <returns>Completes when the user is logged in.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.NetworkModuleTokenInvalid"/>, <see cref="ZIMErrorCode.NetworkModuleTokenExpired"/>,
    /// <see cref="ZIMErrorCode.NetworkModuleTokenVersionError"/>, <see cref="ZIMErrorCode.NetworkModuleTokenTimeIsTooShort"/>,
    /// <see cref="ZIMErrorCode.CommonModuleInvalidAppID"/>, <see cref="ZIMErrorCode.NetworkModuleUserHasAlreadyLogged"/> when logged in as somebody
    /// else (all R-LOG-2); <see cref="ZIMErrorCode.NetworkModuleNetworkError"/> when the server cannot be reached within
    /// <see cref="ZIMOptions.LoginTimeout"/>; <see cref="ZIMErrorCode.NetworkModuleCommonError"/> for
    /// anything else.
    /// </exception>
    public Task LoginAsync(ZIMUserInfo userInfo, string? token = null, CancellationToken ct = default) =>
        TaskForm.AskAsync(done => LogIn(userInfo, token, done, ct), ct);

    /// <summary>
    /// Logs out. The user is gone at once: a call of the user's own that nobody has accepted is cancelled (R-GONE-1). Does nothing when nobody is
    /// logged in.
    /// </summary>
    public void Logout() => LogOut(static _ => { });

    /// <summary>
    /// Logs out. The user is gone at once: a call of the user's own that nobody has accepted is cancelled (R-GONE-1).
    /// </summary>
    /// <param name="ct">Ends the wait; the logout goes on.</param>
    /// <returns>Completes when the user is logged out.</returns>
    /// <exception cref="ZIMException">See the remarks of <see cref="ZIM"/>.</exception>
    public Task LogoutAsync(CancellationToken ct = default) => TaskForm.AskAsync(LogOut, ct);

    /// <summary>Replaces the token, before it runs out or instead of one that is about to (R-LOG-3).</summary>
    /// <param name="token">A new Token04 for the user who is logged in (R-LOG-4).</param>
    /// <param name="callback">Is told how it came out; may be null. The errors are those of <see cref="RenewTokenAsync"/>.</param>
    public void RenewToken(string token, ZIMTokenRenewedCallback? callback) =>
        Engine.RenewToken(
            token, error => Answer(nameof(RenewToken), () => callback?.Invoke(token ?? "", error)), CancellationToken.None);

    /// <summary>Replaces the token, before it runs out or instead of one that is about to (R-LOG-3).</summary>
    /// <param name="token">A new Token04 for the user who is logged in (R-LOG-4).</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>Completes when the new token is in force.</returns>
    /// <exception cref="ZIMException">
    /// <see cref="ZIMErrorCode.CommonModuleParamInvalid"/> without a token, <see cref="ZIMErrorCode.NetworkModuleTokenInvalid"/>,
    /// <see cref="ZIMErrorCode.NetworkModuleTokenExpired"/> or <see cref="ZIMErrorCode.NetworkModuleTokenVersionError"/> (R-LOG-2); and see the remarks of <see cref="ZIM"/>.
    /// </exception>
    public Task RenewTokenAsync(string token, CancellationToken ct = default) =>
        TaskForm.AskAsync(done => Engine.RenewToken(token, done, ct), ct);

    private void LogIn(ZIMUserInfo? user, string? token, Action<ZIMError> done, CancellationToken ct)
    {
        var userID = user?.userID ?? "";
        Engine.Login(user, token, error =>
        {
            if (error.code == ZIMErrorCode.Success)
            {
                _calls.LoggedIn(userID);
            }

            done(error);
        }, ct);
    }

    private void LogOut(Action<ZIMError> done) => Engine.Logout(error =>
    {
        if (error.code == ZIMErrorCode.Success)
        {
            _calls.LoseAll();
        }

        done(error);
    });

    private void Answer(string operation, Action callback) => Engine.Post(() => _userCode.Answer(operation, callback));
}
