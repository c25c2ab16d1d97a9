using System.Globalization;
using ZimCall.Book;
using ZimCall.Core;
using ZimCall.Protocol;
using ZimCall.Telemetry;

namespace ZimCall.Session;

/// <content>The operations: checked, sent, and their replies turned into results.</content>
internal sealed partial class ZimEngine
{
    /// <summary>How often a callID that is taken is replaced by a new one (R-INV-6).</summary>
    private const int MaxCallIdTries = 3;

    /// <summary>What a frame carries beside the operation, at the most: two numbers, and the trace.</summary>
    private const int FrameOverhead = 128;

    public void RenewToken(string? token, Action<ZIMError> done, CancellationToken ct) => Start("RenewToken", done, () =>
    {
        if (string.IsNullOrEmpty(token))
        {
            done(Errors.Invalid("RenewToken", "no token"));
            return;
        }

        Ask(new Request { RenewToken = new RenewToken { Token = token } }, (reply, error) =>
        {
            if (reply is not null)
            {
                _session.KeepToken(token);
            }

            done(error);
        }, ct);
    });

    public void CallInvite(
        IReadOnlyList<string>? invitees,
        ZIMCallInviteConfig? config,
        Action<ZIMCallInvitationSentResult, ZIMError> done,
        CancellationToken ct) =>
        Start(nameof(CallInvite), error => done(new(), error), () => Invite(invitees, config ?? new(), done, MaxCallIdTries, ct));

    public void CallCancel(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallCancelConfig? config,
        Action<ZIMCallCancelSentResult, ZIMError> done,
        CancellationToken ct) =>
        OnCall(
            Operation.CallCancel, callID,
            id => NotNull(invitees) is { } named ? ToWire.Cancel(id, named, config) : null,
            (id, reply, error) => done(
                new() { callID = id, errorInvitees = [.. reply?.CallCancel.ErrorInvitees.AsEnumerable() ?? []] }, error),
            ct);

    public void CallAccept(string? callID, ZIMCallAcceptConfig? config, Action<string, ZIMError> done, CancellationToken ct) =>
        OnCall(
            Operation.CallAccept, callID,
            id => ToWire.Accept(id, config),
            (id, reply, error) =>
            {
                TakePicture(reply?.CallAccept.Call);
                done(id, error);
            },
            ct);

    public void CallReject(string? callID, ZIMCallRejectConfig? config, Action<string, ZIMError> done, CancellationToken ct) =>
        OnCall(Operation.CallReject, callID, id => ToWire.Reject(id, config), (id, _, error) => done(id, error), ct);

    public void CallingInvite(
        IReadOnlyList<string>? invitees,
        string? callID,
        ZIMCallingInviteConfig? config,
        Action<ZIMCallingInvitationSentResult, ZIMError> done,
        CancellationToken ct) =>
        OnCall(
            Operation.CallingInvite, callID,
            id => NotNull(invitees) is { } named ? ToWire.InviteMore(id, named, config) : null,
            (id, reply, error) => done(
                new() { callID = id, errorUserList = ToApi.ErrorUsers(reply?.CallingInvite.ErrorUsers.AsEnumerable() ?? []) }, error),
            ct);

    public void CallJoin(string? callID, ZIMCallJoinConfig? config, Action<ZIMCallJoinSentResult, ZIMError> done, CancellationToken ct) =>
        OnCall(
            Operation.CallJoin, callID,
            id => ToWire.Join(id, config),
            (id, reply, error) =>
            {
                var result = new ZIMCallJoinSentResult { callID = id };
                if (reply?.CallJoin is { } joined)
                {
                    TakePicture(joined.Call);
                    result.createTime = joined.Call.CreateTime;
                    result.joinTime = joined.JoinTime;
                    result.extendedData = joined.Call.ExtendedData;
                    result.callUserList = ToApi.Users(joined.Call.Members);
                }

                done(result, error);
            },
            ct);

    public void CallQuit(string? callID, ZIMCallQuitConfig? config, Action<ZIMCallQuitSentResult, ZIMError> done, CancellationToken ct) =>
        OnCall(
            Operation.CallQuit, callID,
            id => ToWire.Quit(id, config),
            (id, reply, error) => done(
                new()
                {
                    callID = id,
                    createTime = reply?.CallQuit.CreateTime ?? 0,
                    acceptTime = reply?.CallQuit.AcceptTime ?? 0,
                    quitTime = reply?.CallQuit.QuitTime ?? 0,
                },
                error),
            ct);

    public void CallEnd(string? callID, ZIMCallEndConfig? config, Action<ZIMCallEndSentResult, ZIMError> done, CancellationToken ct) =>
        OnCall(
            Operation.CallEnd, callID,
            id => ToWire.End(id, config),
            (id, reply, error) => done(
                new()
                {
                    callID = id,
                    createTime = reply?.CallEnd.CreateTime ?? 0,
                    acceptTime = reply?.CallEnd.AcceptTime ?? 0,
                    endTime = reply?.CallEnd.EndTime ?? 0,
                },
                error),
            ct);

    public void QueryCallInvitationList(
        ZIMCallInvitationQueryConfig? config, Action<ZIMCallInvitationListQueriedResult, ZIMError> done, CancellationToken ct) =>
        Start(nameof(QueryCallInvitationList), error => done(new(), error), () =>
        {
            var query = new QueryCallInvitationList { Count = config?.count ?? 0, NextFlag = config?.nextFlag ?? 0 };
            Ask(new Request { QueryCallInvitationList = query }, (reply, error) => done(
                new()
                {
                    callList = [.. reply?.QueryCallInvitationList.Calls.Select(ToApi.CallInfo) ?? []],
                    nextFlag = reply?.QueryCallInvitationList.NextFlag ?? 0,
                },
                error), ct);
        });

    private static IReadOnlyList<string>? NotNull(IReadOnlyList<string>? userIds) =>
        userIds is null || userIds.Any(static userId => userId is null) ? null : userIds;

    private void Invite(
        IReadOnlyList<string>? invitees,
        ZIMCallInviteConfig config,
        Action<ZIMCallInvitationSentResult, ZIMError> done,
        int tries,
        CancellationToken ct)
    {
        if (NotNull(invitees) is not { } named)
        {
            done(new(), Errors.Invalid(nameof(CallInvite), "the invitees are null, or one of them is"));
            return;
        }

        var callId = NewCallId();
        var request = ToWire.Invite(callId, named, config);
        var command = (CallCommand.Invite)CommandMapping.ToCommand(request, _session.UserId, "")!;
        if (ClientCheck.Invite(command) is { } refusal)
        {
            done(new(), Errors.Of(refusal));
            return;
        }

        _book.Expect(callId);
        Ask(request, (reply, error) =>
        {
            _book.Answered(callId, reply is not null ? true : Errors.IsOutcomeKnown(error) ? false : null);
            if (error.code == ZIMErrorCode.MessageModuleCallAlreadyExists && tries > 1)
            {
                Invite(invitees, config, done, tries - 1, ct);
                return;
            }

            done(
                new()
                {
                    callID = reply is null ? "" : callId,
                    timeout = reply?.CallInvite.Timeout ?? 0,
                    errorUserList = ToApi.ErrorUsers(reply?.CallInvite.ErrorUsers.AsEnumerable() ?? []),
                },
                error);
        }, ct);
    }

    /// <summary>An operation on a call.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="callId">The call, as the app named it.</param>
    /// <param name="toRequest">Makes the request; null when the arguments are null that must not be.</param>
    /// <param name="done">Is given the callID and the reply, or an error.</param>
    /// <param name="ct">The app gave up: what was not sent yet is not sent.</param>
    private void OnCall(
        Operation operation, string? callId, Func<string, Request?> toRequest, Action<string, Reply?, ZIMError> done, CancellationToken ct)
    {
        var id = callId ?? "";
        Start(operation.ToString(), error => done(id, null, error), () =>
        {
            if (id.Length == 0)
            {
                done(id, null, Errors.Invalid(operation.ToString(), "no callID"));
                return;
            }

            if (toRequest(id) is not { } request)
            {
                done(id, null, Errors.Invalid(operation.ToString(), "the invitees are null, or one of them is"));
                return;
            }

            if (_book.Find(id) is { } call
                && ClientCheck.Operation(operation, (CallMode)(int)call.Mode, call.Caller, _session.UserId) is { } refusal)
            {
                done(id, null, Errors.Of(refusal));
                return;
            }

            Ask(request, (reply, error) => done(id, reply, error), ct);
        });
    }

    /// <summary>Goes to the queue, where it is refused without a login.</summary>
    private void Start(string operation, Action<ZIMError> refuse, Action action)
    {
        var trace = ClientTraces.Here;
        _queue.Post(() =>
        {
            if (_isClosing)
            {
                refuse(Errors.Destroyed);
            }
            else if (!_session.IsLoggedIn)
            {
                refuse(Errors.NotLoggedIn(operation));
            }
            else
            {
                _trace = trace;
                action();
                _trace = default;
            }
        });
    }

    private void Ask(Request request, Action<Reply?, ZIMError> done, CancellationToken ct)
    {
        if (OperationWatch.Start(request, _trace, _time) is { } watch)
        {
            var answer = done;
            done = (reply, error) =>
            {
                watch.End(error.code);
                answer(reply, error);
            };
        }

        if (ct.IsCancellationRequested)
        {
            done(null, Errors.Of(ZIMErrorCode.Failed, "Cancelled before it was sent"));
            return;
        }

        if (request.CalculateSize() > SignalingMethod.DefaultMaxFrameBytes - FrameOverhead)
        {
            done(null, Errors.Invalid(request.OperationCase.ToString(), "it carries more than fits a frame"));
            return;
        }

        if (_session.TakeRequest() is { Ticks: > 0 } wait)
        {
            done(null, Errors.TooMany(request.OperationCase.ToString(), wait));
            return;
        }

        _session.Ask(request, (reply, error) =>
        {
            if (reply?.Error is { } refused)
            {
                done(null, Errors.Of((ZIMErrorCode)refused.Code, refused.Message));
            }
            else
            {
                done(reply, error);
            }
        });
    }

    private void TakePicture(CallPicture? call)
    {
        if (call is not null)
        {
            lock (_bookLock)
            {
                _book.TakeResult(call);
            }
        }
    }

    private string NewCallId()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        _runtime.Random.Fill(bytes);
        return BitConverter.ToUInt64(bytes).ToString(CultureInfo.InvariantCulture);
    }
}
