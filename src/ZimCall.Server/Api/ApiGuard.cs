using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ZimCall.Server.Api;

/// <summary>Lets through what a known app's business server signed just now, once, and not too often.</summary>
internal sealed class ApiGuard(ZimCallServerOptions options, TimeProvider time)
{
    private const string Version = "2.0";

    /// <summary>How far a request's timestamp may be from this server's clock.</summary>
    private const long ToleranceSeconds = 600;

    private const int MaxNonceLength = 64;

    private readonly Dictionary<uint, ZimCallApp> _apps = options.Apps.ToDictionary(static app => app.AppId);
    private readonly NonceWindow _nonces = new(time);
    private readonly RateWindow _rates = new(options.ApiRequestsPerSecond, time);

    /// <summary>How many nonces are kept.</summary>
    public int RememberedNonces => _nonces.Count;

    /// <summary>Checks a request.</summary>
    /// <param name="query">The common parameters.</param>
    /// <param name="actions">What can be asked for.</param>
    /// <returns>The app and the action.</returns>
    /// <exception cref="ApiRefusedException">The request is refused.</exception>
    public (uint AppId, string Action) Check(IQueryCollection query, IReadOnlyCollection<string> actions)
    {
        var parameters = new QueryParameters(query);
        var (appId, nonce, timestamp) = (parameters.Number("AppId"), parameters.Text("SignatureNonce"), parameters.Number("Timestamp"));

        // Whoever does not have the secret is not told what was wrong.
        if (parameters.Text("SignatureVersion") != Version
            || nonce.Length is 0 or > MaxNonceLength
            || appId is < 1 or > uint.MaxValue
            || !_apps.TryGetValue((uint)appId, out var app)
            || !ApiSignature.Verify(parameters.Text("Signature"), app.AppId, nonce, app.ServerSecret, timestamp))
        {
            throw Refused("the signature is wrong: it must be version 2.0, by this app's ServerSecret");
        }

        var action = parameters.Text("Action");
        if (!actions.Contains(action))
        {
            throw Refused($"there is no such Action; there are {string.Join(", ", actions)}");
        }

        var now = time.GetUtcNow().ToUnixTimeSeconds();
        if (timestamp < now - ToleranceSeconds || timestamp > now + ToleranceSeconds)
        {
            throw Refused($"the Timestamp is more than {ToleranceSeconds / 60} minutes off: it is {now} here");
        }

        if (_rates.Take(app.AppId, action) is > 0 and var wait)
        {
            throw new ApiRefusedException(
                ApiCodes.RateLimited,
                string.Create(CultureInfo.InvariantCulture, $"more than {options.ApiRequestsPerSecond} {action} in a second: wait {wait} ms"));
        }

        // To the end of the last second in which the timestamp would do.
        return _nonces.TryTake(app.AppId, nonce, (timestamp + ToleranceSeconds + 1) * 1000)
            ? (app.AppId, action)
            : throw Refused("the SignatureNonce was used before");
    }

    private static ApiRefusedException Refused(string why) => new(ApiCodes.ParamError, why);
}
