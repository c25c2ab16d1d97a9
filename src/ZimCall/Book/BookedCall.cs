using ZimCall.Protocol;

namespace ZimCall.Book;

/// <summary>A call that this device follows, as far as it has been told.</summary>
internal sealed class BookedCall
{
    private readonly List<Member> _members = [];

    public required string CallId { get; init; }

    /// <summary>The highest revision told of.</summary>
    public long Revision { get; set; }

    public string Caller { get; private set; } = "";

    public ZIMCallInvitationMode Mode { get; private set; }

    public string ExtendedData { get; private set; } = "";

    public long CreateTime { get; private set; }

    /// <summary>While the user is asked: when the ring time is over, on the session's clock; else 0.</summary>
    public long RingEnd { get; set; }

    public IReadOnlyList<Member> Members => _members;

    public Member? Find(string userId) => _members.Find(member => member.UserId == userId);

    /// <summary>Takes over a whole picture.</summary>
    public void Take(CallPicture picture)
    {
        Caller = picture.Caller;
        Mode = (ZIMCallInvitationMode)picture.Mode;
        ExtendedData = picture.ExtendedData;
        CreateTime = picture.CreateTime;
        _members.Clear();
        _members.AddRange(picture.Members);
    }

    /// <summary>Takes over the members that changed.</summary>
    public void Take(IEnumerable<Member> changed)
    {
        foreach (var member in changed)
        {
            var index = _members.FindIndex(known => known.UserId == member.UserId);
            if (index < 0)
            {
                _members.Add(member);
            }
            else
            {
                _members[index] = member;
            }
        }
    }

    public ZIMActiveCall ToActiveCall(string userId, long now)
    {
        var own = Find(userId);
        var state = (ZIMCallUserState)(own?.State ?? (int)ZIMCallUserState.Unknown);
        var isAsked = state is ZIMCallUserState.Inviting or ZIMCallUserState.Received or ZIMCallUserState.NotYetReceived;
        return new ZIMActiveCall
        {
            CallID = CallId,
            Mode = Mode,
            Caller = Caller,
            Inviter = own?.Inviter ?? "",
            OwnState = state,
            RingTimeLeft = isAsked ? TimeSpan.FromMilliseconds(Math.Max(0, RingEnd - now)) : null,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreateTime),
            ExtendedData = ExtendedData,
            Members = [.. _members.Select(static member =>
                new ZIMCallMember(member.UserId, (ZIMCallUserState)member.State, member.ExtendedData))],
        };
    }
}
