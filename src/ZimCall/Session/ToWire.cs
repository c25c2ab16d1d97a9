using ZimCall.Protocol;

namespace ZimCall.Session;

/// <summary>From the API's configurations to the wire's operations.</summary>
internal static class ToWire
{
    public static Request Invite(string callId, IReadOnlyList<string> invitees, ZIMCallInviteConfig config)
    {
        var invite = new CallInvite
        {
            CallId = callId,
            Mode = (int)config.mode,
            Timeout = config.timeout,
            ExtendedData = config.extendedData ?? "",
            EnableNotReceivedCheck = config.enableNotReceivedCheck,
            Push = Push(config.pushConfig),
        };
        invite.Invitees.AddRange(invitees);
        return new Request { CallInvite = invite };
    }

    public static Request Cancel(string callId, IReadOnlyList<string> invitees, ZIMCallCancelConfig? config)
    {
        var cancel = new CallCancel { CallId = callId, ExtendedData = config?.extendedData ?? "", Push = Push(config?.pushConfig) };
        cancel.Invitees.AddRange(invitees);
        return new Request { CallCancel = cancel };
    }

    public static Request Accept(string callId, ZIMCallAcceptConfig? config) =>
        new() { CallAccept = new CallAccept { CallId = callId, ExtendedData = config?.extendedData ?? "" } };

    public static Request Reject(string callId, ZIMCallRejectConfig? config) =>
        new() { CallReject = new CallReject { CallId = callId, ExtendedData = config?.extendedData ?? "" } };

    public static Request InviteMore(string callId, IReadOnlyList<string> invitees, ZIMCallingInviteConfig? config)
    {
        var more = new CallingInvite { CallId = callId, Push = Push(config?.pushConfig) };
        more.Invitees.AddRange(invitees);
        return new Request { CallingInvite = more };
    }

    public static Request Join(string callId, ZIMCallJoinConfig? config) =>
        new() { CallJoin = new CallJoin { CallId = callId, ExtendedData = config?.extendedData ?? "" } };

    public static Request Quit(string callId, ZIMCallQuitConfig? config) => new()
    {
        CallQuit = new CallQuit { CallId = callId, ExtendedData = config?.extendedData ?? "", Push = Push(config?.pushConfig) },
    };

    public static Request End(string callId, ZIMCallEndConfig? config) => new()
    {
        CallEnd = new CallEnd { CallId = callId, ExtendedData = config?.extendedData ?? "", Push = Push(config?.pushConfig) },
    };

    private static PushConfig? Push(ZIMPushConfig? push) => push is null ? null : new PushConfig
    {
        Title = push.title ?? "",
        Content = push.content ?? "",
        Payload = push.payload ?? "",
        ResourcesId = push.resourcesID ?? "",
        ThreadId = push.threadID ?? "",
        EnableBadge = push.enableBadge,
        BadgeIncrement = push.badgeIncrement,
        Voip = push.voIPConfig is not { } voip ? null : new VoIPConfig
        {
            HandleType = (int)voip.iOSVoIPHandleType,
            HandleValue = voip.iOSVoIPHandleValue ?? "",
            HasVideo = voip.iOSVoIPHasVideo,
        },
        PrivateMessageTemplate = push.privateMessageTemplate is not { } template ? null : new PrivateMessageTemplate
        {
            TemplateId = template.templateID ?? "",
            TitleParameters = template.titleParameters ?? "",
            ContentParameters = template.contentParameters ?? "",
        },
    };
}
