using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>From decisions to replies.</summary>
internal static class ReplyMapping
{
    public static Reply ToReply(ulong id, CallCommand command, Decision decision)
    {
        if (decision.Refusal is { } refusal)
        {
            return new Reply { Id = id, Error = CallMapping.ToError(refusal) };
        }

        var call = decision.Call!;
        var reply = new Reply { Id = id };
        switch (command)
        {
            case CallCommand.Invite:
                reply.CallInvite = new CallInviteResult { Timeout = call.TimeoutSeconds };
                reply.CallInvite.ErrorUsers.AddRange(decision.InviteErrors.Select(CallMapping.ToUserError));
                break;
            case CallCommand.Cancel:
                reply.CallCancel = new CallCancelResult();
                reply.CallCancel.ErrorInvitees.AddRange(decision.ErrorInvitees);
                break;
            case CallCommand.Accept:
                reply.CallAccept = new CallAcceptResult { Call = CallMapping.ToPicture(call, command.UserId) };
                break;
            case CallCommand.Reject:
                reply.CallReject = new CallRejectResult();
                break;
            case CallCommand.InviteMore:
                reply.CallingInvite = new CallingInviteResult();
                reply.CallingInvite.ErrorUsers.AddRange(decision.InviteErrors.Select(CallMapping.ToUserError));
                break;
            case CallCommand.Join:
                reply.CallJoin = new CallJoinResult
                {
                    Call = CallMapping.ToPicture(call, command.UserId),
                    JoinTime = AcceptTime(call, command.UserId),
                };
                break;
            case CallCommand.Quit:
                reply.CallQuit = new CallQuitResult
                {
                    CreateTime = call.CreateTime,
                    AcceptTime = AcceptTime(call, command.UserId),
                    QuitTime = call.Find(command.UserId)!.QuitTime,
                };
                break;
            default:
                reply.CallEnd = new CallEndResult
                {
                    CreateTime = call.CreateTime,
                    AcceptTime = AcceptTime(call, command.UserId),
                    EndTime = call.EndTime,
                };
                break;
        }

        return reply;
    }

    private static long AcceptTime(Call call, string userId) => call.Find(userId)!.AcceptTime;
}
