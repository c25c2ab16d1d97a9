using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ZimCall.Core;

namespace ZimCall.Server.Api;

/// <summary>What business servers can do: the operations of users, in their name, and a look at users and calls.</summary>
internal sealed class ServerApi
{
    private readonly ICallStore _store;
    private readonly CommandFacts _facts;
    private readonly CallService _calls;
    private readonly SessionEnd _presence;
    private readonly Dictionary<string, Func<ApiRequest, Task<JsonObject>>> _actions;

    public ServerApi(ICallStore store, CommandFacts facts, CallService calls, SessionEnd presence)
    {
        (_store, _facts, _calls, _presence) = (store, facts, calls, presence);
        _actions = new Dictionary<string, Func<ApiRequest, Task<JsonObject>>>(StringComparer.Ordinal)
        {
            ["CallInvite"] = InviteAsync,
            ["CallCancel"] = CancelAsync,
            ["CallAccept"] = request => AnswerAsync(request, new CallCommand.Accept()),
            ["CallReject"] = request => AnswerAsync(request, new CallCommand.Reject()),
            ["CallingInvite"] = InviteMoreAsync,
            ["CallQuit"] = QuitAsync,
            ["CallEnd"] = EndAsync,
            ["QueryCall"] = QueryCallAsync,
            ["QueryCallInvitationList"] = QueryCallsAsync,
            ["UserRegister"] = RegisterAsync,
            ["QueryUserOnlineState"] = QueryOnlineAsync,
        };
    }

    public IReadOnlyCollection<string> Actions => _actions.Keys;

    /// <summary>Carries out a request.</summary>
    /// <returns>The fields of the reply, beside the common ones.</returns>
    /// <exception cref="ApiRefusedException">It is refused.</exception>
    /// <exception cref="CallStoreException">The store failed.</exception>
    public Task<JsonObject> RunAsync(ApiRequest request) => _actions[request.Action](request);

    private async Task<JsonObject> InviteAsync(ApiRequest request)
    {
        var from = await OperatorAsync(request);
        var callId = NewCallId();
        var decision = await ExecuteAsync(request, callId, new CallCommand.Invite
        {
            UserId = from,
            CallId = callId,
            Invitees = Callees(request),
            Mode = ModeOf(request),
            TimeoutSeconds = request.Parameters.Number("Timeout"),
            ExtendedData = request.Parameters.Text("ExtendedData"),
            Push = PushOf(request),
        });
        var call = decision.Call!;
        if (call.Find(from)!.AbsenceEndsAt != 0)
        {
            await _presence.TellIfBackAsync(new UserKey(request.AppId, from), callId);
        }

        return new JsonObject
        {
            ["CallId"] = callId,
            ["CreateTime"] = call.CreateTime,
            ["ErrorUsers"] = ApiJson.Errors(decision.InviteErrors),
        };
    }

    private async Task<JsonObject> InviteMoreAsync(ApiRequest request)
    {
        var from = await OperatorAsync(request);
        var more = new CallCommand.InviteMore(Callees(request)) { UserId = from, Push = PushOf(request) };
        var decision = await ExecuteAsync(request, request.Parameters.CallId("CallId"), more);
        return new JsonObject { ["ErrorUsers"] = ApiJson.Errors(decision.InviteErrors) };
    }

    private async Task<JsonObject> CancelAsync(ApiRequest request)
    {
        var decision = await ExecuteAsync(request, request.Parameters.CallId("CallId"), new CallCommand.Cancel([.. request.Parameters.Texts("UserIds")])
        {
            UserId = await OperatorAsync(request),
            ExtendedData = request.Parameters.Text("ExtendedData"),
            Push = PushOf(request),
        });
        return new JsonObject { ["ErrorUsers"] = ApiJson.Errors(decision.ErrorInvitees, ApiCodes.OperatorNotInvited) };
    }

    private async Task<JsonObject> AnswerAsync(ApiRequest request, CallCommand answer)
    {
        var command = answer with
        {
            UserId = await OperatorAsync(request),
            ExtendedData = request.Parameters.Text("ExtendedData"),
        };
        var callId = request.Parameters.CallId("CallId");
        await ExecuteAsync(request, callId, command);

        // In the call without a device: from now on the absence counts (R-GONE-2).
        await _presence.TellIfGoneAsync(new UserKey(request.AppId, command.UserId), callId);
        return [];
    }

    private async Task<JsonObject> QuitAsync(ApiRequest request)
    {
        var from = await OperatorAsync(request);
        var call = (await ExecuteAsync(request, request.Parameters.CallId("CallId"), new CallCommand.Quit
        {
            UserId = from,
            ExtendedData = request.Parameters.Text("ExtendedData"),
            Push = PushOf(request),
        })).Call!;
        var member = call.Find(from)!;
        return new JsonObject { ["CreateTime"] = call.CreateTime, ["AcceptTime"] = member.AcceptTime, ["QuitTime"] = member.QuitTime };
    }

    private async Task<JsonObject> EndAsync(ApiRequest request)
    {
        var from = await OperatorAsync(request);
        var call = (await ExecuteAsync(request, request.Parameters.CallId("CallId"), new CallCommand.End
        {
            UserId = from,
            ExtendedData = request.Parameters.Text("ExtendedData"),
            Push = PushOf(request),
        })).Call!;
        return new JsonObject { ["CreateTime"] = call.CreateTime, ["AcceptTime"] = call.Find(from)!.AcceptTime, ["EndTime"] = call.EndTime };
    }

    private async Task<JsonObject> QueryCallAsync(ApiRequest request)
    {
        var key = new CallKey(request.AppId, request.Parameters.CallId("CallId"));

        // As it is at this moment, not as it was when it last changed.
        Call? call = null;
        await _calls.ExecuteAsync(key, CallCommand.TimePassed.Instance, (decision, _) => call = decision.Call, CancellationToken.None);
        return call is null ? throw NoCall() : new JsonObject { ["Call"] = ApiJson.Call(call) };
    }

    private async Task<JsonObject> QueryCallsAsync(ApiRequest request)
    {
        var user = new UserKey(request.AppId, await OperatorAsync(request));
        var count = (int)Math.Clamp(request.Parameters.Number("Count"), 0, Limits.MaxPageSize);
        var page = count == 0
            ? throw new ApiRefusedException(ApiCodes.ParamError, "Count is missing or less than 1 (R-QRY-1)")
            : await _store.FindHistoryAsync(user, request.Parameters.Number("NextFlag"), count, CancellationToken.None)
                ?? throw new ApiRefusedException(ApiCodes.ParamError, "NextFlag is unknown (R-QRY-2)");
        var next = page.HasMore && !page.Calls.IsEmpty ? CallCursor.After(page.Calls[^1]) : 0;
        return new JsonObject
        {
            ["CallList"] = new JsonArray([.. page.Calls.Select(ApiJson.Call)]),

            // In quotes: it is above what JavaScript counts exactly.
            ["NextFlag"] = next.ToString(CultureInfo.InvariantCulture),
        };
    }

    private async Task<JsonObject> RegisterAsync(ApiRequest request)
    {
        var users = request.Parameters.Objects("UserInfo").Select(static user => user.Text("UserId")).ToList();
        if (users.Count is 0 or > ApiParameters.MaxUserIds)
        {
            throw users.Count == 0
                ? new ApiRefusedException(ApiCodes.ParamError, "UserInfo is missing")
                : new ApiRefusedException(ApiCodes.TooManyUsers, $"UserInfo has more than {ApiParameters.MaxUserIds} users");
        }

        var malformed = users.Where(static user => !Limits.IsUserId(user)).ToList();
        await _store.RegisterAsync(request.AppId, [.. users.Except(malformed)], CancellationToken.None);
        return new JsonObject
        {
            ["ErrorList"] = new JsonArray([.. malformed.Select(static user =>
                ApiJson.Error(user, user.Length > Limits.MaxUserIdBytes ? ApiCodes.UserIdTooLong : ApiCodes.ParamError))]),
        };
    }

    private async Task<JsonObject> QueryOnlineAsync(ApiRequest request)
    {
        var users = request.Parameters.UserIds("UserId").Distinct().ToImmutableArray();
        var known = users.Where(Limits.IsUserId).ToImmutableArray();
        var unregistered = await _store.FindUnregisteredAsync(request.AppId, known, CancellationToken.None);

        // A store need not be able to take what is no name.
        var unknown = unregistered.Union(users.Except(known));
        var states = new JsonArray();
        foreach (var user in users.Where(user => !unknown.Contains(user)))
        {
            var isOnline = await _presence.IsOnlineAsync(new UserKey(request.AppId, user));
            JsonNode state = new JsonObject { ["UserId"] = user, ["Status"] = isOnline ? "Online" : "Offline" };
            states.Add(state);
        }

        return new JsonObject
        {
            ["Result"] = states,
            ["ErrorList"] = ApiJson.Errors(users.Where(unknown.Contains), ApiCodes.UserUnknown),
        };
    }

    /// <summary>The user in whose name this is; registered.</summary>
    private async Task<string> OperatorAsync(ApiRequest request)
    {
        var userId = request.Parameters.UserId("FromUserId");
        return (await _store.FindUnregisteredAsync(request.AppId, [userId], CancellationToken.None)).IsEmpty
            ? userId
            : throw new ApiRefusedException(ApiCodes.OperatorNotRegistered, "FromUserId has never logged in and was not registered (R-INV-5)");
    }

    private static PushContent? PushOf(ApiRequest request) =>
        request.Parameters.Object("OfflinePush") is { } push && push.Flag("Enable")
            ? new PushContent
            {
                Title = push.Text("Title"),
                Content = push.Text("Content"),
                Payload = push.Text("Payload"),
                ResourcesId = push.Text("ResourcesID"),
            }
            : null;

    private static CallMode ModeOf(ApiRequest request) => request.Parameters.Number("Mode") switch
    {
        0 => CallMode.General,
        1 => CallMode.Advanced,
        _ => throw new ApiRefusedException(ApiCodes.ParamError, "Mode is neither 0, General, nor 1, Advanced"),
    };

    private static ImmutableArray<string> Callees(ApiRequest request)
    {
        var invitees = request.Parameters.Texts("UserIds");
        return invitees.Distinct().Count() > Limits.MaxInvitees
            ? throw new ApiRefusedException(ApiCodes.TooManyCallees, $"UserIds has more than {Limits.MaxInvitees} users (R-INV-1)")
            : [.. invitees];
    }

    private async Task<Decision> ExecuteAsync(ApiRequest request, string callId, CallCommand command)
    {
        Decision? decision = null;
        await _calls.ExecuteAsync(new CallKey(request.AppId, callId), await _facts.AddAsync(request.AppId, command), (made, _) => decision = made, CancellationToken.None);
        return decision!.Refusal is { } refusal
            ? throw new ApiRefusedException(CodeOf(refusal, decision.Call, command.UserId), refusal.Message)
            : decision;
    }

    private static int CodeOf(Refusal refusal, Call? call, string userId) => refusal.Reason switch
    {
        RefusalReason.TooManyMembers => ApiCodes.TooManyCallees,
        RefusalReason.InviteesUnknown => ApiCodes.NoCalleeRegistered,
        RefusalReason.CallDoesNotExist or RefusalReason.WrongState or RefusalReason.IsNotInvitee or RefusalReason.IsNotInviter =>
            call is null ? ApiCodes.CallNotFound
            : call.Find(userId) is { State: MemberState.Timeout } ? ApiCodes.InvitationTimedOut
            : call.State == CallState.Ended ? ApiCodes.CallEnded
            : ApiCodes.OperatorNotInvited,
        _ => ApiCodes.ParamError,
    };

    private static ApiRefusedException NoCall() => new(ApiCodes.CallNotFound, "there is no such call");

    private static string NewCallId() =>
        BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))).ToString(CultureInfo.InvariantCulture);
}
