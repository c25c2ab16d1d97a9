using System.Collections.Immutable;
using System.Text.Json;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>From what happens to calls to the callbacks that tell of it.</summary>
/// <param name="maker">Makes them.</param>
/// <param name="isOnline">Whether a user has a device online.</param>
internal sealed class CallCallbacks(CallbackMaker maker, Func<UserKey, ValueTask<bool>> isOnline)
{
    private const string CallerCancel = "caller_cancel";
    private const string TimeoutCancel = "timeout_cancel";

    /// <summary>The callbacks of a decision, in order.</summary>
    public async ValueTask<ImmutableArray<OutgoingCallback>> OfAsync(
        CallKey key, ImmutableArray<Step> steps, ImmutableArray<CallChange> changes)
    {
        if (!maker.IsAnyWanted(key.AppId))
        {
            return [];
        }

        var callbacks = ImmutableArray.CreateBuilder<OutgoingCallback>();
        for (var i = 0; i < changes.Length; i++)
        {
            var change = changes[i];
            var call = steps.First(step => step.After.Revision == change.Revision).After;
            var saysCancelled = i > 0 && changes[i - 1] is { Kind: CallChangeKind.Cancel } cancelled && cancelled.Revision == change.Revision;
            var (name, write) = change.Kind == CallChangeKind.Timeout
                ? await TimeoutAsync(key.AppId, call, change)
                : Of(call, change, saysCancelled);
            if (name is not null && maker.IsWanted(key.AppId, name))
            {
                callbacks.Add(maker.Make(key.AppId, key.CallId, name, json =>
                {
                    json.WriteString("call_id", call.CallId);
                    write(json);
                }));
            }
        }

        return callbacks.DrainToImmutable();
    }

    private static (string? Name, Action<Utf8JsonWriter> Write) Of(Call call, CallChange change, bool saysCancelled) => change.Kind switch
    {
        CallChangeKind.Create => (CallbackEvents.CallCreate, json =>
        {
            json.WriteUserIds(change.UserIds);
            json.WriteNumber("create_time", call.CreateTime);
            json.WriteString("payload", call.ExtendedData);
            json.WriteString("caller", call.Caller);
            json.WriteNumber("timeout", call.TimeoutSeconds);
        }
        ),
        CallChangeKind.Invite => (CallbackEvents.CallInvite, json =>
        {
            json.WriteUserIds(change.UserIds);
            json.WriteString("inviter", change.Actor);
            json.WriteNumber("invite_time", change.Time);
        }
        ),
        CallChangeKind.Accept => (CallbackEvents.CallAccept, json => WriteOperation(json, change)),
        CallChangeKind.Reject => (CallbackEvents.CallReject, json => WriteOperation(json, change)),
        CallChangeKind.Join => (CallbackEvents.CallJoin, json => WriteOperation(json, change)),
        CallChangeKind.Quit => (CallbackEvents.CallQuit, json => WriteOperation(json, change)),
        CallChangeKind.Receive => (CallbackEvents.CallReceived, json => json.WriteString("user_id", change.UserIds[0])),
        CallChangeKind.Cancel => (CallbackEvents.CallCancel, json => WriteCancel(json, change, CallerCancel)),

        // Nobody was pending any more, so nobody's invitation was withdrawn.
        CallChangeKind.End when change.Reason is EndReason.Cancelled or EndReason.CallerGone && !saysCancelled =>
            (CallbackEvents.CallCancel, json => WriteCancel(json, change, CallerCancel)),
        CallChangeKind.End when change.Reason is EndReason.EndedByMember or EndReason.Emptied => (CallbackEvents.CallEnd, json =>
        {
            json.WriteString("user_id", change.Actor);
            json.WriteString("extend_data", change.ExtendedData);
            json.WriteNumber("end_time", change.Time);
        }
        ),
        _ => (null, static _ => { }),
    };

    /// <summary>When nobody has answered, it is the call that ran out: ZIM calls it cancelled if the caller is there to see it.</summary>
    private async ValueTask<(string? Name, Action<Utf8JsonWriter> Write)> TimeoutAsync(uint appId, Call call, CallChange change)
    {
        var isUnanswered = call.Members.All(member => member.UserId == call.Caller || member.State is MemberState.Timeout or MemberState.Cancelled);
        return isUnanswered && await isOnline(new UserKey(appId, call.Caller))
            ? (CallbackEvents.CallCancel, json => WriteCancel(json, change, TimeoutCancel))
            : (CallbackEvents.CallTimeout, json => json.WriteUserIds(change.UserIds));
    }

    private static void WriteOperation(Utf8JsonWriter json, CallChange change)
    {
        json.WriteString("user_id", change.UserIds[0]);
        json.WriteString("extend_data", change.ExtendedData);
    }

    private static void WriteCancel(Utf8JsonWriter json, CallChange change, string reason)
    {
        json.WriteUserIds(change.UserIds);
        json.WriteString("reason", reason);
        json.WriteString("payload", change.ExtendedData);
    }
}
