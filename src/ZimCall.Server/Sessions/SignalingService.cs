using Google.Protobuf;
using Microsoft.Extensions.Logging;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>One connection from its first frame to its last: log in, catch up, then serve.</summary>
internal sealed class SignalingService(
    ZimCallServerOptions options,
    LoginVerifier verifier,
    TrafficLimits limits,
    SessionRegistry sessions,
    IOtherNodes otherNodes,
    SessionAlarms alarms,
    SessionEnd end,
    ICallStore store,
    CallService calls,
    Notifier notifier,
    ICallRelay relay,
    OperationService operations,
    UserCallbacks callbacks,
    RequestMetrics metrics,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>A catch-up frame is closed when it has grown to this.</summary>
    private const int CatchUpFrameBytes = 32 * 1024;

    /// <summary>The most calls a client may say it knows; more than it could be in.</summary>
    private const int MaxKnownCalls = 1000;

    /// <summary>How much of the client's name for itself is logged.</summary>
    private const int MaxLoggedClientLength = 64;

    /// <summary>Serves a connection until it ends.</summary>
    /// <exception cref="LoginRefusedException">The login is refused.</exception>
    public async Task RunAsync(IFrameConnection connection, CancellationToken cancellationToken)
    {
        using var closing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var attachment = new Attachment(connection, closing);
        if (await LogInAsync(connection, closing.Token) is not { } login)
        {
            return;
        }

        if (login.Opened is not { } opened)
        {
            attachment.SendFirst(KickedOut());
            return;
        }

        var session = opened.Session;
        var reason = "half-closed";
        session.Attach(attachment);
        alarms.Watch(session);
        try
        {
            await GreetAsync(attachment, opened, login.Hello);
            reason = await ServeAsync(session, attachment, closing.Token);
        }
        catch (OperationCanceledException) when (closing.IsCancellationRequested)
        {
            reason = "closed by the server";
        }
        catch (Exception exception)
        {
            reason = exception.Message;
            throw;
        }
        finally
        {
            if (session.Detach(attachment))
            {
                ServerLog.ConnectionLost(logger, session.User.UserId, session.DeviceId, reason);
            }
        }
    }

    /// <returns>
    /// What the client says of itself, and its session, or null for that when others have taken its place; null for the whole
    /// when it went away without a word.
    /// </returns>
    private async Task<(Hello Hello, OpenedSession? Opened)?> LogInAsync(IFrameConnection connection, CancellationToken cancellationToken)
    {
        using var place = limits.EnterLogin();
        if (await ReadFirstAsync(connection, cancellationToken) is not { } hello)
        {
            return null;
        }

        var grant = await VerifyAsync(connection, hello, cancellationToken);
        limits.CheckLogin(grant.User, comesBack: hello.SessionId.Length != 0);
        return (hello, await OpenAsync(hello, grant));
    }

    private async Task<Hello?> ReadFirstAsync(IFrameConnection connection, CancellationToken cancellationToken)
    {
        var frame = await ReadInTimeAsync(connection, cancellationToken);
        return frame is null ? null : frame.Hello
            ?? throw new LoginRefusedException(ErrorCodes.ParamInvalid, "Login refused: the first frame must be Hello");
    }

    private async Task<LoginGrant> VerifyAsync(IFrameConnection connection, Hello hello, CancellationToken cancellationToken) =>
        await verifier.VerifyAsync(hello, async nonce =>
        {
            connection.TrySend(new ServerFrame { Challenge = new Challenge { Nonce = ByteString.CopyFrom(nonce) } });
            var frame = await ReadInTimeAsync(connection, cancellationToken);
            return frame?.Proof?.Hmac.ToByteArray()
                ?? throw new LoginRefusedException(ErrorCodes.ParamInvalid, "Login refused: the answer to Challenge must be Proof");
        });

    private async Task<ClientFrame?> ReadInTimeAsync(IFrameConnection connection, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.LoginTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await connection.ReadAsync(either.Token);
        }
        catch (Exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LoginRefusedException(ErrorCodes.LoginFailed, $"Login refused: not logged in within {options.LoginTimeout.TotalSeconds} s");
        }
    }

    public static ServerFrame KickedOut() => new()
    {
        Kick = new Kick { Reason = Kick.Types.Reason.KickedOut, Message = "Another login took this one's place (R-DEV-1)" },
    };

    private async Task<OpenedSession?> OpenAsync(Hello hello, LoginGrant grant)
    {
        await store.RegisterAsync(grant.User.AppId, [grant.User.UserId], CancellationToken.None);
        var instanceId = Convert.ToHexStringLower(hello.InstanceId.Span);
        if (await sessions.OpenAsync(grant.User, hello.DeviceId, instanceId, hello.SessionId, time.NowMs(), hello.UserName) is not { } opened)
        {
            return null;
        }

        foreach (var displaced in opened.Displaced)
        {
            displaced.Kick(KickedOut());
            ServerLog.SessionOver(logger, displaced.User.UserId, displaced.DeviceId, "kicked out");
            await callbacks.OverAsync(displaced, UserAction.Offline);
        }

        otherNodes.Take(opened.Elsewhere);
        foreach (var (elsewhere, isOver) in opened.Elsewhere)
        {
            if (isOver)
            {
                await callbacks.OverAsync(elsewhere);
            }
        }

        if (opened.IsNew)
        {
            await callbacks.OnlineAsync(opened.Session, isRelogin: hello.SessionId.Length > 0);
        }

        // A renewal whose reply was lost holds, though the client comes back with the token from before (R-LOG-3).
        opened.Session.SetTokenExpiry(
            opened.Resumed ? Math.Max(opened.Session.TokenExpiry, grant.TokenExpiry) : grant.TokenExpiry);
        metrics.LoggedIn(code: 0);
        ServerLog.LoggedIn(logger, grant.User.UserId, grant.User.AppId, hello.DeviceId, ToLog(hello.Client), opened.Resumed);
        return opened;
    }

    /// <summary>What a client calls itself is its own text: cut short and without what could look like another line of the log.</summary>
    private static string ToLog(string client) =>
        string.Concat(client.Take(MaxLoggedClientLength).Select(static c => c is >= ' ' and <= '~' ? c : '?'));

    /// <summary>Welcome, the answers the client has not had, and what it missed; then the updates that waited meanwhile.</summary>
    private async Task GreetAsync(Attachment attachment, OpenedSession opened, Hello hello)
    {
        var session = opened.Session;
        attachment.SendFirst(new ServerFrame
        {
            Welcome = new Welcome
            {
                SessionId = session.SessionId,
                Resumed = opened.Resumed,
                HeartbeatIntervalMs = (int)options.HeartbeatInterval.TotalMilliseconds,
                HeartbeatTimeoutMs = (int)options.HeartbeatTimeout.TotalMilliseconds,
                ServerTime = time.NowMs(),
                RequestsPerSecond = options.SessionRequestsPerSecond,
            },
        });
        var entered = await SendKnownRepliesAsync(attachment, session, hello);
        await SendCatchUpAsync(attachment, session, hello, entered);
        attachment.Release();
    }

    /// <summary>What was answered already is answered again before the events it caused (R-REC-5).</summary>
    /// <returns>The calls that those answers take the device into: it has to be told what became of them since.</returns>
    private async Task<List<string>> SendKnownRepliesAsync(Attachment attachment, Session session, Hello hello)
    {
        await LoadRepliesAsync(session, hello);
        List<string> entered = [];
        foreach (var id in hello.UnansweredRequestIds.Take(MaxKnownCalls))
        {
            if (session.Replies.Find(id) is { } answer)
            {
                var reply = await answer;
                attachment.SendFirst(new ServerFrame { Reply = reply });
                if ((reply.CallAccept?.Call ?? reply.CallJoin?.Call) is { } call)
                {
                    entered.Add(call.CallId);
                }
            }
        }

        return entered;
    }

    /// <summary>Answers that another process gave, or this one before it was started again.</summary>
    private async Task LoadRepliesAsync(Session session, Hello hello)
    {
        var unknown = hello.UnansweredRequestIds.Take(MaxKnownCalls).Where(id => session.Replies.Find(id) is null).ToList();
        if (!store.OutlivesProcess || unknown.Count == 0)
        {
            return;
        }

        foreach (var stored in await store.FindReceiptsAsync(session.User, session.InstanceId, unknown.Min(), CancellationToken.None))
        {
            session.Replies.TryStart(stored.RequestId, 0, Task.FromResult(Reply.Parser.ParseFrom(stored.Reply.Span)));
        }
    }

    private async Task SendCatchUpAsync(Attachment attachment, Session session, Hello hello, List<string> entered)
    {
        var known = hello.KnownCalls.Take(MaxKnownCalls).Where(static call => Limits.IsCallId(call.CallId)).DistinctBy(static call => call.CallId)
            .ToDictionary(static call => call.CallId, static call => call.Revision);
        entered.ForEach(callId => known.TryAdd(callId, 0));
        var active = await store.FindActiveAsync(session.User, CancellationToken.None);
        var frame = new CatchUp();
        foreach (var callId in known.Keys.Union(active.Select(static call => call.CallId)))
        {
            long? revision = known.TryGetValue(callId, out var value) ? value : null;
            await calls.ExecuteAsync(
                new CallKey(session.User.AppId, callId),
                new CallCommand.UserBack { UserId = session.User.UserId },
                (decision, _) => Add(callId, decision.Call, revision),
                CancellationToken.None);
        }

        frame.Last = true;
        attachment.SendFirst(new ServerFrame { CatchUp = frame });

        void Add(string callId, Call? call, long? revision)
        {
            attachment.NoteCaughtUp(callId, call?.Revision ?? 0);
            if (call?.IsFollowedBy(session.User.UserId, session.DeviceId) == true)
            {
                relay.Joined(new CallKey(session.User.AppId, callId), session);
            }

            if (call?.Find(session.User.UserId) is null)
            {
                frame.LostCallIds.Add(callId);
            }
            else if (notifier.CatchUp(call, session.User.UserId, session.DeviceId, revision) is { } update)
            {
                frame.Updates.Add(update);
            }

            if (frame.CalculateSize() > CatchUpFrameBytes)
            {
                attachment.SendFirst(new ServerFrame { CatchUp = frame });
                frame = new CatchUp();
            }
        }
    }

    /// <returns>Why the connection is over.</returns>
    private async Task<string> ServeAsync(Session session, Attachment attachment, CancellationToken cancellationToken)
    {
        while (await attachment.Connection.ReadAsync(cancellationToken) is { } frame)
        {
            session.Heard(time.NowMs());
            if (frame.FrameCase == ClientFrame.FrameOneofCase.Request)
            {
                await operations.HandleAsync(session, frame.Request);
                continue;
            }

            if (limits.Pause(session) is { Ticks: > 0 } pause)
            {
                await Task.Delay(pause, time, cancellationToken);
            }

            switch (frame.FrameCase)
            {
                case ClientFrame.FrameOneofCase.Received when Limits.IsCallId(frame.Received.CallId):
                    await calls.ExecuteAsync(
                        new CallKey(session.User.AppId, frame.Received.CallId),
                        new CallCommand.Delivered { UserId = session.User.UserId },
                        CancellationToken.None);
                    break;
                case ClientFrame.FrameOneofCase.Ping:
                    session.Send(new ServerFrame { Pong = new Pong { Cookie = frame.Ping.Cookie } });
                    break;
                case ClientFrame.FrameOneofCase.Logout:
                    if (session.TryLogOut(attachment))
                    {
                        await end.LogOutAsync(session);
                    }

                    return "logged out";
                default:
                    // Frames of later versions are none of ours.
                    break;
            }
        }

        return "half-closed";
    }
}
