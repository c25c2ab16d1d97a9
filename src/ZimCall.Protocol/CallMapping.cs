using ZimCall.Core;

namespace ZimCall.Protocol;

/// <summary>From the rules' pictures to the wire's: the one mapping, used by the server.</summary>
public static class CallMapping
{
    /// <summary>A call as one user sees it.</summary>
    public static CallPicture ToPicture(Call call, string userId)
    {
        var picture = new CallPicture
        {
            CallId = call.CallId,
            Caller = call.Caller,
            Inviter = call.Find(userId)?.Inviter ?? "",
            Mode = (int)call.Mode,
            State = (int)call.State,
            ExtendedData = call.ExtendedData,
            CreateTime = call.CreateTime,
            EndTime = call.EndTime,
            Timeout = call.TimeoutSeconds,
        };
        picture.Members.Capacity = call.Members.Length;
        foreach (var member in call.Members)
        {
            picture.Members.Add(ToMember(member));
        }

        return picture;
    }

    /// <summary>A member.</summary>
    public static Member ToMember(Core.Member member) => new()
    {
        UserId = member.UserId,
        State = (int)member.State,
        ExtendedData = member.ExtendedData,
        Inviter = member.Inviter,
    };

    /// <summary>An event as one user is told it; null for what is no event of the API.</summary>
    public static Event? ToEvent(Call call, CallEvent told, string userId, long now) => told switch
    {
        CallEvent.Created => new Event { Created = new InvitationCreated { Call = ToPicture(call, userId) } },
        CallEvent.Received => new Event
        {
            Received = new InvitationReceived
            {
                Call = ToPicture(call, userId),
                RingTimeLeftMs = Math.Max(0, (call.Find(userId)?.Deadline ?? now) - now),
            },
        },
        CallEvent.UserStateChanged changed => new Event { UserStateChanged = ToUserStateChanged(changed) },
        CallEvent.Cancelled cancelled => new Event
        {
            Cancelled = new InvitationCancelled
            {
                Inviter = cancelled.Inviter,
                Mode = (int)call.Mode,
                ExtendedData = cancelled.ExtendedData,
            },
        },
        CallEvent.TimedOut => new Event { Timeout = new InvitationTimeout { Mode = (int)call.Mode } },
        CallEvent.Ended => new Event
        {
            Ended = new InvitationEnded
            {
                Caller = call.Caller,
                OperatedUserId = call.EndedBy,
                ExtendedData = call.EndData,
                Mode = (int)call.Mode,
                EndTime = call.EndTime,
            },
        },
        _ => null,
    };

    /// <summary>Those who were left out of an invitation.</summary>
    public static UserError ToUserError(InviteError error) => new() { UserId = error.UserId, Code = error.Code };

    /// <summary>A refusal.</summary>
    public static Error ToError(Refusal refusal) => new() { Code = refusal.Code, Message = refusal.Message };

    private static UserStateChanged ToUserStateChanged(CallEvent.UserStateChanged changed)
    {
        var message = new UserStateChanged();
        message.Changed.Capacity = changed.Changed.Length;
        foreach (var member in changed.Changed)
        {
            message.Changed.Add(ToMember(member));
        }

        return message;
    }
}
