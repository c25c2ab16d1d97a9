using static ZimCall.Core.MemberState;

namespace ZimCall.Core.Tests.Operations;

/// <summary>Rules 2: the arrows, written out once more by what triggers them.</summary>
public class TransitionTableTests
{
    // System.Threading has a Timeout too.
    private const MemberState TimedOut = MemberState.Timeout;

    private static readonly MemberState?[] Pending = [Inviting, NotYetReceived, Received];
    private static readonly MemberState?[] NotInTheCall = [null, Inviting, NotYetReceived, Received, Rejected, Cancelled, TimedOut, Quit];

    private static readonly Dictionary<Trigger, (MemberState?[] BothModes, MemberState?[] AdvancedOnly, MemberState To)> Arrows = new()
    {
        [Trigger.Create] = ([null], [], Accepted),
        [Trigger.Invite] = ([null], [Rejected, Cancelled, TimedOut, Quit], Inviting),
        [Trigger.Deliver] = ([Inviting, NotYetReceived], [], Received),
        [Trigger.ReceiptCheck] = ([Inviting], [], NotYetReceived),
        [Trigger.Accept] = (Pending, [], Accepted),
        [Trigger.Reject] = (Pending, [], Rejected),
        [Trigger.Withdraw] = (Pending, [], Cancelled),
        [Trigger.Deadline] = (Pending, [], TimedOut),
        [Trigger.Quit] = ([], [Accepted], Quit),
        [Trigger.Join] = ([], NotInTheCall, Accepted),
        [Trigger.CancelCall] = ([Accepted], [], Cancelled),
    };

    [Fact]
    public void These_arrows_and_no_others()
    {
        foreach (var trigger in Enum.GetValues<Trigger>())
        {
            foreach (var mode in Enum.GetValues<CallMode>())
            {
                foreach (var from in NotInTheCall.Append(Accepted))
                {
                    var (both, advanced, to) = Arrows[trigger];
                    var next = () => TransitionTable.Next(from, trigger, mode);
                    if (both.Contains(from) || (mode == CallMode.Advanced && advanced.Contains(from)))
                    {
                        next().Should().Be(to, "from {0} by {1} in a {2} call", from, trigger, mode);
                    }
                    else
                    {
                        next.Should().Throw<InvalidOperationException>("no arrow leads from {0} by {1} in a {2} call", from, trigger, mode);
                    }
                }
            }
        }
    }
}
