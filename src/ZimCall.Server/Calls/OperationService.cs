using Microsoft.Extensions.Logging;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>Carries out a session's requests, each of them once (R-IDEM-4).</summary>
internal sealed class OperationService(
    ZimCallServerOptions options,
    ICallStore store,
    CommandFacts facts,
    TrafficLimits limits,
    CallService calls,
    LoginVerifier login,
    SessionAlarms alarms,
    RequestMetrics metrics,
    ILogger logger)
{
    /// <summary>A query's reply stays below this, so that it fits a frame whatever the calls carry.</summary>
    private const int MaxPageBytes = 48 * 1024;

    /// <summary>Answers a request; one that was seen before gets the first answer.</summary>
    public async Task HandleAsync(Session session, Request request)
    {
        var first = new TaskCompletionSource<Reply>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!session.Replies.TryStart(request.Id, request.SettledBelow, first.Task))
        {
            if (session.Replies.Find(request.Id) is { } known)
            {
                Send(session, await known);
            }
            else if (session.Replies.IsFull)
            {
                Send(session, Error(
                    request,
                    ErrorCodes.TooManyRequests,
                    $"{request.OperationCase} refused: {ReplyCache.Capacity} requests are under way, or their answers are not confirmed (settled_below)"));
            }

            return;
        }

        using var activity = ServerTraces.Start(request);
        if (limits.CheckRequest(session, request.OperationCase) is { } tooMany)
        {
            Give(Error(request, ErrorCodes.TooManyRequests, $"{request.OperationCase} {tooMany}"), outbox: null);
            return;
        }

        Reply reply;
        limits.Overload.Enter();
        try
        {
            reply = await AnswerAsync(session, request, Give);
        }
        catch (Exception exception)
        {
            reply = Failed(session, request, exception);
        }
        finally
        {
            limits.Overload.Leave();
        }

        Give(reply, outbox: null);

        void Give(Reply answer, Outbox? outbox)
        {
            if (first.TrySetResult(answer))
            {
                metrics.Answered(request.OperationCase, answer.Error?.Code ?? 0);
                activity?.Answered(answer.Error?.Code ?? 0);
                if (answer.Error is { } error)
                {
                    ServerLog.RequestRefused(logger, request.OperationCase, session.User.UserId, error.Code);
                }

                if (outbox is null)
                {
                    Send(session, answer);
                }
                else
                {
                    outbox.Post(session, ToFrame(answer));
                }
            }
        }
    }

    private static void Send(Session session, Reply reply) => session.Send(ToFrame(reply));

    private static ServerFrame ToFrame(Reply reply) => new() { Reply = reply };

    /// <param name="session">The session.</param>
    /// <param name="request">The request.</param>
    /// <param name="give">Sends the reply right after the commit, before the events that the operation causes (R-REC-5).</param>
    private async ValueTask<Reply> AnswerAsync(Session session, Request request, Action<Reply, Outbox> give)
    {
        switch (request.OperationCase)
        {
            case Request.OperationOneofCase.QueryCallInvitationList:
                return await QueryAsync(session, request);
            case Request.OperationOneofCase.RenewToken:
                return RenewToken(session, request);
            case Request.OperationOneofCase.None:
                return Error(request, ErrorCodes.ParamInvalid, "Unknown operation");
            default:
                break;
        }

        var command = CommandMapping.ToCommand(request, session.User.UserId, session.DeviceId)!;
        var callId = CommandMapping.CallIdOf(request)!;
        if (!Limits.IsCallId(callId))
        {
            return Error(request, ErrorCodes.ParamInvalid, $"{command.Operation} refused: malformed callID (R-ID)");
        }

        if (await IsInTooManyCallsAsync(session.User, command, callId))
        {
            return Error(
                request,
                ErrorCodes.TooManyRequests,
                $"{command.Operation} refused: the user is in {options.MaxCallsPerUser} calls; wait until one is over");
        }

        Reply? reply = null;
        Reply ToReply(Decision decision) => ReplyMapping.ToReply(request.Id, command, decision);
        var known = await calls.ExecuteAsync(
            new CallKey(session.User.AppId, callId),
            await facts.AddAsync(session.User.AppId, command),
            store.OutlivesProcess ? new RequestOrigin(session.User, session.InstanceId, request.Id, ToReply) : null,
            (decision, outbox) =>
            {
                reply = ToReply(decision);
                give(reply, outbox);
            },
            CancellationToken.None);
        return known ?? reply!;
    }

    /// <summary>Only of operations that nothing else bounds: whoever is in a call may not CallInvite (R-INV-4), and nobody accepts more than rings.</summary>
    private async ValueTask<bool> IsInTooManyCallsAsync(UserKey user, CallCommand command, string callId)
    {
        if (command is not CallCommand.Join && !(command is CallCommand.Invite && options.AllowInviteWhileInCall))
        {
            return false;
        }

        // Where it is already, it may go on; that is looked for only when it matters.
        return await store.CountActiveAsync(user, options.MaxCallsPerUser, CancellationToken.None) >= options.MaxCallsPerUser
            && !(await store.FindActiveAsync(user, CancellationToken.None)).Any(call => call.CallId == callId);
    }

    private async ValueTask<Reply> QueryAsync(Session session, Request request)
    {
        var query = request.QueryCallInvitationList;
        if (query.Count == 0)
        {
            return Error(request, ErrorCodes.ParamInvalid, "QueryCallInvitationList refused: count is 0, at least 1 (R-QRY-1)");
        }

        var count = (int)Math.Min(query.Count, Limits.MaxPageSize);
        var page = await store.FindHistoryAsync(session.User, query.NextFlag, count, CancellationToken.None);
        if (page is null)
        {
            return Error(request, ErrorCodes.ParamInvalid, "QueryCallInvitationList refused: unknown nextFlag (R-QRY-2)");
        }

        var result = new QueryCallInvitationListResult();
        var bytes = 0;
        foreach (var call in page.Calls)
        {
            var picture = CallMapping.ToPicture(call, session.User.UserId);
            bytes += picture.CalculateSize();
            if (bytes > MaxPageBytes && result.Calls.Count > 0)
            {
                break;
            }

            result.Calls.Add(picture);
        }

        // Nothing to continue after, when all of a page was forgotten while it was read.
        if (result.Calls.Count > 0 && (result.Calls.Count < page.Calls.Length || page.HasMore))
        {
            result.NextFlag = CallCursor.After(page.Calls[result.Calls.Count - 1]);
        }

        return new Reply { Id = request.Id, QueryCallInvitationList = result };
    }

    private Reply RenewToken(Session session, Request request)
    {
        session.SetTokenExpiry(login.CheckToken(session.User, request.RenewToken.Token, isLogin: false));
        alarms.Watch(session);
        return new Reply { Id = request.Id, RenewToken = new RenewTokenResult() };
    }

    private static Reply Error(Request request, int code, string message) =>
        new() { Id = request.Id, Error = new Error { Code = code, Message = message } };

    private Reply Failed(Session session, Request request, Exception exception)
    {
        switch (exception)
        {
            case LoginRefusedException refused:
                return Error(request, refused.Code, refused.Message);
            case CallStoreException:
                ServerLog.StoreFailed(logger, exception, request.OperationCase.ToString(), session.User.UserId);
                return Error(request, ErrorCodes.DatabaseError, $"{request.OperationCase} failed: the server's store failed");
            default:
                ServerLog.OperationFailed(logger, exception, request.OperationCase.ToString(), session.User.UserId);
                return Error(request, ErrorCodes.ServerError, $"{request.OperationCase} failed: the server failed");
        }
    }
}
