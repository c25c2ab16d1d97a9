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
                PushResourcesId = request.CallCancel.Push?.ResourcesId ?? "",
            },
            Request.OperationOneofCase.CallAccept => new CallCommand.Accept { ExtendedData = request.CallAccept.ExtendedData },
            Request.OperationOneofCase.CallReject => new CallCommand.Reject { ExtendedData = request.CallReject.ExtendedData },
            Request.OperationOneofCase.CallingInvite => new CallCommand.InviteMore([.. request.CallingInvite.Invitees])
            {
                PushResourcesId = request.CallingInvite.Push?.ResourcesId ?? "",
            },
            Request.OperationOneofCase.CallJoin => new CallCommand.Join { ExtendedData = request.CallJoin.ExtendedData },
            Request.OperationOneofCase.CallQuit => new CallCommand.Quit
            {
                ExtendedData = request.CallQuit.ExtendedData,
                PushResourcesId = request.CallQuit.Push?.ResourcesId ?? "",
            },
            Request.OperationOneofCase.CallEnd => new CallCommand.End
            {
                ExtendedData = request.CallEnd.ExtendedData,
                PushResourcesId = request.CallEnd.Push?.ResourcesId ?? "",
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
        PushResourcesId = invite.Push?.ResourcesId ?? "",
    };
}
