using System.Security.Cryptography;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>Decides who may log in (R-LOG): by token, or by proving that the client has its app's appSign.</summary>
internal sealed class LoginVerifier(ZimCallServerOptions options, TimeProvider time)
{
    /// <summary>A token with less than this left is refused at login, and warned of in a session.</summary>
    public static readonly TimeSpan ShortestTokenTime = TimeSpan.FromSeconds(30);

    private readonly Dictionary<uint, ZimCallApp> _apps = options.Apps.ToDictionary(static app => app.AppId);

    /// <summary>Checks a Hello.</summary>
    /// <param name="hello">What the client says of itself.</param>
    /// <param name="challenge">Puts a challenge to the client and brings its answer.</param>
    /// <exception cref="LoginRefusedException">The login is refused.</exception>
    public async Task<LoginGrant> VerifyAsync(Hello hello, Func<byte[], Task<byte[]>> challenge)
    {
        CheckForm(hello);
        if (!_apps.TryGetValue(hello.AppId, out var app))
        {
            throw new LoginRefusedException(ErrorCodes.InvalidAppId, $"Login refused: no app {hello.AppId} here (R-LOG-2)");
        }

        var user = new UserKey(app.AppId, hello.UserId);
        if (hello.Token.Length != 0)
        {
            // A reconnect is no login: a session lives as long as its token does (R-GONE-4).
            return new LoginGrant(user, CheckToken(user, hello.Token, isLogin: hello.SessionId.Length == 0));
        }

        if (options.RequireTokens)
        {
            throw new LoginRefusedException(ErrorCodes.TokenInvalid, "Login refused: this server takes tokens only (R-LOG-1)");
        }

        var nonce = RandomNumberGenerator.GetBytes(LoginProof.NonceBytes);
        var proof = await challenge(nonce);
        return LoginProof.Verify(proof, app.AppSign, app.AppId, hello.UserId, hello.DeviceId, nonce)
            ? new LoginGrant(user, long.MaxValue)
            : throw new LoginRefusedException(ErrorCodes.LoginFailed, "Login refused: wrong appSign (R-LOG-1)");
    }

    /// <summary>Checks a token, at login or at RenewToken.</summary>
    /// <returns>When it runs out, Unix milliseconds.</returns>
    /// <exception cref="LoginRefusedException">The token is refused.</exception>
    public long CheckToken(UserKey user, string token, bool isLogin)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var check = Token04.Verify(token, user.AppId, user.UserId, _apps[user.AppId].ServerSecret, now);
        return check.Verdict switch
        {
            TokenVerdict.WrongVersion => throw new LoginRefusedException(
                ErrorCodes.TokenVersionError, "Token refused: only version 04 is known (R-LOG-2)"),
            TokenVerdict.Expired => throw new LoginRefusedException(
                ErrorCodes.TokenExpired, $"Token refused: expired {now - check.Expiry} s ago (R-LOG-2)"),
            TokenVerdict.Valid when isLogin && check.Expiry - now < ShortestTokenTime.TotalSeconds =>
                throw new LoginRefusedException(
                    ErrorCodes.TokenTimeIsTooShort, $"Token refused: only {check.Expiry - now} s left (R-LOG-2)"),
            TokenVerdict.Valid => check.Expiry > long.MaxValue / 1000 ? long.MaxValue : check.Expiry * 1000,
            _ => throw new LoginRefusedException(ErrorCodes.TokenInvalid, "Token refused: invalid (R-LOG-2)"),
        };
    }

    private static void CheckForm(Hello hello)
    {
        if (hello.ProtocolVersion != SignalingMethod.ProtocolVersion)
        {
            throw new LoginRefusedException(
                ErrorCodes.LoginFailed,
                $"Login refused: protocol version {hello.ProtocolVersion}; this server speaks {SignalingMethod.ProtocolVersion}");
        }

        var problem = !Limits.IsUserId(hello.UserId) ? "malformed userID"
            : !Limits.IsUserName(hello.UserName) ? $"userName has more than {Limits.MaxUserNameBytes} bytes"
            : !Limits.IsCallId(hello.DeviceId) ? "malformed device id"
            : hello.InstanceId.Length != SignalingMethod.InstanceIdBytes ? "malformed instance id"
            : null;
        if (problem is not null)
        {
            throw new LoginRefusedException(ErrorCodes.ParamInvalid, $"Login refused: {problem} (R-ID)");
        }
    }
}
