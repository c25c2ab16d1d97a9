using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <summary>Calls and commits for the store's tests, as the rules would make them.</summary>
internal static class Make
{
    public const uint App = 1;

    /// <summary>2030-01-01T00:00:00Z, in milliseconds.</summary>
    public const long Start = 1_893_456_000_000;

    /// <summary>A call in which the caller is Accepted and everyone else pending.</summary>
    public static Call Call(string callId, string caller, long createTime = Start, params string[] invitees) => new()
    {
        CallId = callId,
        Caller = caller,
        Mode = CallMode.Advanced,
        TimeoutSeconds = 90,
        CreateTime = createTime,
        Revision = 1,
        Members =
        [
            new Member { UserId = caller, State = MemberState.Accepted, Revision = 1, AcceptTime = createTime, PrimaryDevice = "d" },
            .. invitees.Select(invitee => new Member
            {
                UserId = invitee,
                State = MemberState.Inviting,
                Inviter = caller,
                Revision = 1,
                InvitedRevision = 1,
                Deadline = createTime + 90_000,
            }),
        ],
    };

    /// <summary>The next revision, with a member in another state; a user who was no member becomes one.</summary>
    public static Call With(this Call call, string userId, MemberState state)
    {
        var index = call.IndexOf(userId);
        var member = (index < 0 ? new Member { UserId = userId, State = state } : call.Members[index]) with
        {
            State = state,
            Revision = call.Revision + 1,
        };
        return call with
        {
            Revision = call.Revision + 1,
            Members = index < 0 ? call.Members.Add(member) : call.Members.SetItem(index, member),
        };
    }

    public static Call Ended(this Call call, long endTime) => call with
    {
        Revision = call.Revision + 1,
        EndReason = EndReason.EndedByMember,
        EndTime = endTime,
        EndedBy = call.Caller,
    };

    public static CallKey Key(string callId, uint app = App) => new(app, callId);

    public static UserKey User(string userId, uint app = App) => new(app, userId);

    public static CallCommit Create(Call call, bool callerMustBeFree = false, uint app = App) =>
        new(Key(call.CallId, app), call, 0) { CallerMustBeFree = callerMustBeFree };

    public static CallCommit Change(Call after, uint app = App) => new(Key(after.CallId, app), after, after.Revision - 1);
}
