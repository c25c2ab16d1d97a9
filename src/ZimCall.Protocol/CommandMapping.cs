using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Protocol;

/// <summary>From the wire's operations to the rules' commands: the one mapping, used by the server and the client's check.</summary>
public static class CommandMapping
{
    /// <summary>The call that a request is about; null for requests about none.</summary>
    public static string? CallIdOf(Request request) => request.OperationCase switch
    {
        Request.OperationOneofCase.CallInvite => request.CallInvite.CallId,
        Request.OperationOneofCase.CallCancel => request.CallCancel.CallId,
        Request.OperationOneofCase.CallAccept => request.CallAccept.CallId,
        Request.OperationOneofCase.CallReject => request.CallReject.CallId,
        Request.OperationOneofCase.CallingInvite => request.CallingInvite.CallId,
        Request.OperationOneofCase.CallJoin => request.CallJoin.CallId,
        Request.OperationOneofCase.CallQuit => request.CallQuit.CallId,
        Request.OperationOneofCase.CallEnd => request.CallEnd.CallId,
        _ => null,
    };

    /// <summary>The command of a request, its facts still to be added; null for requests that are none.</summary>
    public static CallCommand? ToCommand(Request request, string userId, string deviceId)
    {
        CallCommand? command = request.OperationCase switch
        {
            Request.OperationOneofCase.CallInvite => ToInvite(request.CallInvite),
            Request.OperationOneofCase.CallCancel => new CallCommand.Cancel([.. request.CallCancel.Invitees])
            {
                ExtendedData = request.CallCancel.ExtendedData,
                Push = ToPush(request.CallCancel.Push),
            },
            Request.OperationOneofCase.CallAccept => new CallCommand.Accept { ExtendedData = request.CallAccept.ExtendedData },
            Request.OperationOneofCase.CallReject => new CallCommand.Reject { ExtendedData = request.CallReject.ExtendedData },
            Request.OperationOneofCase.CallingInvite => new CallCommand.InviteMore([.. request.CallingInvite.Invitees])
            {
                Push = ToPush(request.CallingInvite.Push),
            },
            Request.OperationOneofCase.CallJoin => new CallCommand.Join { ExtendedData = request.CallJoin.ExtendedData },
            Request.OperationOneofCase.CallQuit => new CallCommand.Quit
            {
                ExtendedData = request.CallQuit.ExtendedData,
                Push = ToPush(request.CallQuit.Push),
            },
            Request.OperationOneofCase.CallEnd => new CallCommand.End
            {
                ExtendedData = request.CallEnd.ExtendedData,
                Push = ToPush(request.CallEnd.Push),
            },
            _ => null,
        };
        return command is null ? null : command with { UserId = userId, DeviceId = deviceId };
    }

    private static CallCommand.Invite ToInvite(CallInvite invite) => new()
    {
        CallId = invite.CallId,
        Invitees = [.. invite.Invitees],
        Mode = (CallMode)invite.Mode,
        TimeoutSeconds = invite.Timeout,
        ExtendedData = invite.ExtendedData,
        ChecksReceipt = invite.EnableNotReceivedCheck,
        Push = ToPush(invite.Push),
    };

    private static PushContent? ToPush(PushConfig? push) => push is null ? null : new PushContent
    {
        Title = push.Title,
        Content = push.Content,
        Payload = push.Payload,
        ResourcesId = push.ResourcesId,
        ThreadId = push.ThreadId,
        BadgeIncrement = push.EnableBadge ? push.BadgeIncrement : null,
        Voip = push.Voip is { } voip ? new PushVoip(voip.HandleType, voip.HandleValue, voip.HasVideo) : null,
        Template = push.PrivateMessageTemplate is { } template
            ? new PushTemplate(template.TemplateId, template.TitleParameters, template.ContentParameters)
            : null,
    };
}
