using System.Text.Json;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Leaves pushing to the app's business server: the callback call_push, for apps that want it.</summary>
internal sealed class WebhookPushGateway(CallbackMaker maker, ICallbackOutbox outbox, Action<uint> wake, TimeProvider time) : IPushGateway
{
    /// <summary>Whether an app wants call_push.</summary>
    public bool Serves(uint appId) => maker.IsWanted(appId, CallbackEvents.CallPush);

    public ValueTask PushAsync(PushMessage push, CancellationToken cancellationToken) => AddAsync(
        push.AppId,
        push.CallId,
        push.UserId,
        json =>
        {
            json.WriteString("action", "push");
            json.WriteString("reason", NameOf(push.Kind));
            json.WriteString("caller", push.Caller);
            json.WriteString("operator", push.Actor);
            json.WriteNumber("mode", (int)push.Mode);
            json.WriteNumber("ttl", (long)push.TimeToLive.TotalMilliseconds);
            json.WriteNumber("expire_time", time.NowMs() + (long)push.TimeToLive.TotalMilliseconds);
            Write(json, push.Content);
        },
        cancellationToken);

    public ValueTask WithdrawAsync(PushWithdrawal withdrawal, CancellationToken cancellationToken) => AddAsync(
        withdrawal.AppId,
        withdrawal.CallId,
        withdrawal.UserId,
        json =>
        {
            json.WriteString("action", "withdraw");
            json.WriteString("reason", NameOf(withdrawal.Reason));
        },
        cancellationToken);

    private static void Write(Utf8JsonWriter json, PushContent content)
    {
        json.WriteString("title", content.Title);
        json.WriteString("content", content.Content);
        json.WriteString("payload", content.Payload);
        json.WriteString("resources_id", content.ResourcesId);
        json.WriteString("thread_id", content.ThreadId);
        if (content.BadgeIncrement is { } increment)
        {
            json.WriteNumber("badge_increment", increment);
        }

        if (content.Voip is { } voip)
        {
            json.WriteStartObject("voip");
            json.WriteNumber("handle_type", voip.HandleType);
            json.WriteString("handle_value", voip.HandleValue);
            json.WriteBoolean("has_video", voip.HasVideo);
            json.WriteEndObject();
        }

        if (content.Template is { } template)
        {
            json.WriteStartObject("template");
            json.WriteString("template_id", template.TemplateId);
            json.WriteString("title_parameters", template.TitleParameters);
            json.WriteString("content_parameters", template.ContentParameters);
            json.WriteEndObject();
        }
    }

    private static string NameOf(PushKind kind) => kind switch
    {
        PushKind.Invite => "invite",
        PushKind.Cancel => "cancel",
        PushKind.Quit => "quit",
        _ => "end",
    };

    private static string NameOf(PushWithdrawalReason reason) => reason switch
    {
        PushWithdrawalReason.Answered => "answered",
        PushWithdrawalReason.Cancelled => "cancelled",
        PushWithdrawalReason.Timeout => "timeout",
        _ => "ended",
    };

    /// <summary>In a lane of its own: it does not wait for what tells of the call.</summary>
    private async ValueTask AddAsync(
        uint appId, string callId, string userId, Action<Utf8JsonWriter> write, CancellationToken cancellationToken)
    {
        var callback = maker.Make(appId, $"push {callId} {userId}", CallbackEvents.CallPush, json =>
        {
            json.WriteString("call_id", callId);
            json.WriteString("user_id", userId);
            write(json);
        });
        await outbox.AddAsync([callback], cancellationToken);
        wake(appId);
    }
}
