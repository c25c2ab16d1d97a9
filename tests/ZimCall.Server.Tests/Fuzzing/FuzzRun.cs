using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ZimCall.Core;
using ZimCall.Server.Api;
using ZimCall.Server.Tests.Account;
using ZimCall.Server.Tests.Api;
using ZimCall.Testing;
using ZimCall.Wire;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>One backend in virtual time, that is sent one input after the other.</summary>
internal sealed class FuzzRun : IAsyncDisposable
{
    private readonly WarningLog _log = new();
    private readonly ZimTestBackend _backend;
    private readonly Mutator _mutator;
    private readonly Conversations _conversations;
    private readonly ApiRequests _api;
    private readonly Tokens _tokens;
    private int _healthy;

    public FuzzRun(int seed)
    {
        _backend = new ZimTestBackend(new ZimTestBackendOptions
        {
            LoggerFactory = _log,
            ConfigureServer = static server => (server.ApiRequestsPerSecond, server.EndedCallRetention) = (100_000, TimeSpan.FromMinutes(1)),
        });
        _mutator = new Mutator(new Random(seed));
        (_conversations, _api, _tokens) = (new Conversations(_mutator, _backend.Time), new ApiRequests(_mutator, _backend.Time), new Tokens(_mutator));
    }

    /// <summary>How many connections were let in.</summary>
    public int LoggedIn { get; private set; }

    /// <summary>How many requests of the server API were carried out.</summary>
    public int ApiSucceeded { get; private set; }

    public async Task StartAsync() => await _backend.RegisterAsync([.. Conversations.Participants]);

    /// <summary>Sends inputs; anything but an answer is thrown on.</summary>
    public async Task SendAsync(int inputs)
    {
        for (var i = 1; i <= inputs; i++)
        {
            switch (_mutator.Random.Next(10))
            {
                case < 5:
                    await ConverseAsync();
                    break;
                case < 8:
                    await AskApiAsync();
                    break;
                default:
                    CheckToken();
                    break;
            }

            // Devices are gone after a while, invitations run out, calls that have ended are forgotten.
            if (i % 250 == 0)
            {
                await _backend.AdvanceAsync(TimeSpan.FromSeconds(20));
                _log.Warnings.Should().BeEmpty();
            }

            if (i % 2_500 == 0)
            {
                await CallAsync();
            }
        }
    }

    /// <summary>Two honest users call each other.</summary>
    public async Task CallAsync()
    {
        var number = _healthy++ % 10;
        var (alice, bob) = (await _backend.LoginAsync($"alice{number}"), await _backend.LoginAsync($"bob{number}"));
        var call = await alice.CallInviteAsync([$"bob{number}"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await bob.CallAcceptAsync(call.callID);
        await alice.CallEndAsync(call.callID);
        await _backend.SettleAsync();
        bob.ActiveCalls.Should().BeEmpty();

        // The backend of the test keeps those that are only disposed of.
        await _backend.CrashAsync(alice);
        await _backend.CrashAsync(bob);
    }

    /// <summary>What is left when everybody has been away for a day.</summary>
    public async Task<FuzzRemains> RemainsAsync()
    {
        await _backend.AdvanceAsync(TimeSpan.FromDays(1));
        await EndWhatTheApiBeganAsync();
        await _backend.AdvanceAsync(TimeSpan.FromHours(1));

        // What is over is forgotten when the next call ends, nonces when the next is taken.
        await CallAsync();
        (await new ApiCaller(_backend).GetAsync("QueryUserOnlineState", ("UserId[]", "alice0"))).Succeeded();
        await _backend.AdvanceAsync(TimeSpan.FromHours(1));
        _log.Warnings.Should().BeEmpty();
        var calls = 0;
        foreach (var user in Conversations.Participants)
        {
            calls += (await HistoryAsync(user)).Length;
        }

        var backend = _backend.Backend;
        return new FuzzRemains(
            backend.Sessions.Count, backend.SessionAlarms, calls, backend.RememberedInstances, backend.Api.RememberedNonces, GC.GetTotalMemory(forceFullCollection: true));
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private async ValueTask<ImmutableArray<Call>> HistoryAsync(string user) =>
        (await _backend.Store.FindHistoryAsync(new UserKey(ZimTestBackend.AppID, user), 0, int.MaxValue - 1, CancellationToken.None))!.Calls;

    /// <summary>A call whose caller was never online is its business server's to end: docs/server-api.md.</summary>
    private async Task EndWhatTheApiBeganAsync()
    {
        var api = new ApiCaller(_backend);
        foreach (var user in Conversations.Participants)
        {
            foreach (var call in (await HistoryAsync(user)).Where(call => call.State == CallState.Started && call.Caller == user))
            {
                (await api.GetAsync("CallEnd", ("FromUserId", user), ("CallId", call.CallId))).Succeeded();
            }
        }
    }

    private async Task ConverseAsync()
    {
        var connection = _conversations.Next();
        try
        {
            await _backend.Backend.RunAsync(connection, CancellationToken.None);
        }
        catch (Exception exception) when (exception is LoginRefusedException or BadFrameException or RpcException { Status.Code: RpcStatusCode.Cancelled or RpcStatusCode.Aborted })
        {
            // An answer, or the client's own end.
        }

        LoggedIn += connection.Sent > 1 ? 1 : 0;
    }

    private async Task AskApiAsync()
    {
        var context = _api.Next();
        await _backend.Backend.Api.ServeAsync(context);
        context.Response.StatusCode.Should().Be(200);
        var reply = JsonElement.Parse(((MemoryStream)context.Response.Body).ToArray());
        var code = reply.GetProperty("Code").GetInt32();
        ApiSucceeded += code == ApiCodes.Success ? 1 : 0;
        if (code == ApiCodes.ServerError)
        {
            throw new InvalidOperationException($"The server failed on {context.Request.QueryString}: {string.Join('\n', _log.Warnings)}");
        }
    }

    private void CheckToken()
    {
        var (token, isByTheApp) = _tokens.Next();
        var check = TokenMaker.Verify(token);
        if (check.Verdict == TokenVerdict.Valid && !isByTheApp && !Tokens.IsGood(token))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"A forged token is valid: {token}"));
        }
    }
}
