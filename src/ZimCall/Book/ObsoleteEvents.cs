using ZimCall.Protocol;
using ZimCall.Session;

namespace ZimCall.Book;

/// <summary>The deprecated events, told to the inviter's primary device together with the state change (rules 4).</summary>
internal static class ObsoleteEvents
{
    public static void Add(IEnumerable<Member> changed, string userId, string callId, List<Action<IZimEvents>> raised)
    {
        List<string> unanswered = [];
        foreach (var member in changed.Where(member => member.Inviter == userId))
        {
            switch ((ZIMCallUserState)member.State)
            {
                case ZIMCallUserState.Accepted:
                    var accepted = new ZIMCallInvitationAcceptedInfo { invitee = member.UserId, extendedData = member.ExtendedData };
                    raised.Add(events => events.CallInvitationAccepted(accepted, callId));
                    break;
                case ZIMCallUserState.Rejected:
                    var rejected = new ZIMCallInvitationRejectedInfo { invitee = member.UserId, extendedData = member.ExtendedData };
                    raised.Add(events => events.CallInvitationRejected(rejected, callId));
                    break;
                case ZIMCallUserState.Timeout:
                    unanswered.Add(member.UserId);
                    break;
                default:
                    break;
            }
        }

        if (unanswered.Count > 0)
        {
            raised.Add(events => events.CallInviteesAnsweredTimeout(unanswered, callId));
        }
    }
}
