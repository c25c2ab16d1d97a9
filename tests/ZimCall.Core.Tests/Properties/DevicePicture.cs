using System.Collections.Immutable;
using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Properties;

/// <summary>
/// What one device believes of a call, from nothing but what it is told and what its own operations answer: whether it
/// follows the call, the state of every member while it does, and its own user's state.
/// </summary>
internal sealed record DevicePicture(Device Device)
{
    public bool Follows { get; private init; }

    public MemberState? Own { get; private init; }

    public ImmutableSortedDictionary<string, MemberState> Members { get; private init; } = ImmutableSortedDictionary.Create<string, MemberState>(StringComparer.Ordinal);

    /// <summary>Whether this device created, accepted or joined the call last, as far as it knows.</summary>
    private bool IsPrimary { get; init; }

    /// <summary>The same as text: all it believes while it follows, its own state afterwards.</summary>
    public string Text => Follows ? $"follows {string.Join(' ', Members)}" : $"does not follow, is {Own}";

    /// <summary>After an operation of its own that succeeded; its result comes before the events (R-REC-5).</summary>
    public DevicePicture Did(CallCommand command, Call after) => command switch
    {
        CallCommand.Invite or CallCommand.Accept => this with { IsPrimary = true },

        // R-JOI-4: the result has the full list.
        CallCommand.Join => this with { IsPrimary = true, Follows = true, Own = MemberState.Accepted, Members = StatesOf(after) },
        _ => this,
    };

    public DevicePicture Told(CallEvent told, Call call) => told switch
    {
        CallEvent.Received => this with { IsPrimary = false, Follows = true, Own = Now(call), Members = StatesOf(call) },
        CallEvent.UserStateChanged changed => Changed(changed.Changed, call),
        CallEvent.TimedOut => this with { Follows = false, Own = MemberState.Timeout },
        CallEvent.Cancelled cancelled => Cancelled(cancelled, call),
        CallEvent.LetGo => this with { IsPrimary = false, Follows = false, Own = call.State == CallState.Ended ? MemberState.Cancelled : Own },
        CallEvent.Ended => this with { Follows = false },
        _ => this,
    };

    /// <summary>After a sync, which also says whether the device goes on following.</summary>
    public DevicePicture Synced(Call call, long known)
    {
        var result = CallSync.For(call, Device.User, Device.Id, known);
        var picture = result.Events.Aggregate(
            this with { IsPrimary = call.Find(Device.User)?.PrimaryDevice == Device.Id },
            (soFar, each) => soFar.Told(each, call));
        return picture with { Follows = result.Follows };
    }

    private DevicePicture Changed(ImmutableArray<Member> changed, Call call)
    {
        var picture = this with { Members = Members.SetItems(changed.Select(member => KeyValuePair.Create(member.UserId, member.State))) };
        if (changed.FirstOrDefault(member => member.UserId == Device.User) is { } own)
        {
            var isIn = own.IsPending || (own.State == MemberState.Accepted && IsPrimary);
            picture = picture with { Own = own.State, Follows = isIn, IsPrimary = IsPrimary && isIn };
        }

        // R-GEN: nobody says that a General call is over; it is when nobody is pending.
        var isOver = call.Mode == CallMode.General && !picture.Members.Values.Any(MemberStates.IsPending);
        return isOver ? picture with { Follows = false } : picture;
    }

    /// <summary>
    /// Either somebody withdrew the own invitation, or the own user withdrew others' on another device; then it is over
    /// for this device only if the whole call is.
    /// </summary>
    private DevicePicture Cancelled(CallEvent.Cancelled cancelled, Call call) =>
        cancelled.Inviter != Device.User || (call.State == CallState.Ended && call.Caller == Device.User)
            ? this with { IsPrimary = false, Follows = false, Own = MemberState.Cancelled }
            : this;

    private MemberState? Now(Call call) => call.Find(Device.User)?.State;

    private static ImmutableSortedDictionary<string, MemberState> StatesOf(Call call) =>
        call.Members.ToImmutableSortedDictionary(member => member.UserId, member => member.State, StringComparer.Ordinal);
}
