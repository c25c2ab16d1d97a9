using System.Collections.Immutable;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Host.Tests.Operating;

public class MermaidDiagramTests
{
    private const long Start = 1_900_000_000_000;
    private static readonly ImmutableArray<string> Users = ["alice", "bob", "carol#1;", "dave"];

    [Theory]
    [InlineData(CallChangeKind.Create, "alice", "bob,dave", "u0->>u1: invites (1.5 s)", "u0->>u3: invites (1.5 s)")]
    [InlineData(CallChangeKind.Invite, "bob", "dave", "u1->>u3: invites (1.5 s)")]
    [InlineData(CallChangeKind.Receive, "", "bob", "Note over u1: rings (1.5 s)")]
    [InlineData(CallChangeKind.ReceiptMissed, "", "bob", "Note over u1: not reached yet (1.5 s)")]
    [InlineData(CallChangeKind.Accept, "bob", "bob", "u1->>u0: accepts (1.5 s)")]
    [InlineData(CallChangeKind.Reject, "dave", "dave", "u3->>u1: rejects (1.5 s)")]
    [InlineData(CallChangeKind.Cancel, "alice", "bob", "u0->>u1: cancels (1.5 s)")]
    [InlineData(CallChangeKind.Cancel, "", "bob", "Note over u1: invitation withdrawn (1.5 s)")]
    [InlineData(CallChangeKind.Timeout, "", "bob,carol#1;", "Note over u1,u2: no answer in time (1.5 s)")]
    [InlineData(CallChangeKind.Timeout, "", "bob,dave", "Note over u1: no answer in time (1.5 s)", "Note over u3: no answer in time (1.5 s)")]
    [InlineData(CallChangeKind.Join, "dave", "dave", "Note over u3: joins (1.5 s)")]
    [InlineData(CallChangeKind.SwitchDevice, "dave", "dave", "Note over u3: goes on on another device (1.5 s)")]
    [InlineData(CallChangeKind.Quit, "dave", "dave", "Note over u3: quits (1.5 s)")]
    [InlineData(CallChangeKind.Quit, "", "dave", "Note over u3: absent for too long#58; quits (1.5 s)")]
    [InlineData(CallChangeKind.Gone, "", "dave", "Note over u3: no device online (1.5 s)")]
    [InlineData(CallChangeKind.Back, "", "dave", "Note over u3: online again (1.5 s)")]
    public void Each_thing_that_can_happen_has_its_line(CallChangeKind kind, string actor, string users, params string[] lines) =>
        LinesOf(new CallChange(Start + 1500, 2, kind, actor, [.. users.Split(',')], "secret")).Should().Equal(lines);

    [Theory]
    [InlineData(EndReason.NobodyPending, "", "over#58; nobody is pending any more")]
    [InlineData(EndReason.EndedByMember, "carol#1;", "ended by carol#35;1#59;")]
    [InlineData(EndReason.Cancelled, "alice", "cancelled by alice")]
    [InlineData(EndReason.CallerGone, "", "over#58; the caller is gone")]
    [InlineData(EndReason.Emptied, "", "over#58; nobody is left")]
    public void So_has_each_end(EndReason reason, string actor, string words) =>
        LinesOf(new CallChange(Start, 2, CallChangeKind.End, actor, [], "") { Reason = reason }).Should().Equal($"Note over u0,u3: {words} (0 s)");

    [Fact]
    public void Whatever_a_user_is_called_stays_a_name()
    {
        var names = string.Concat(Diagram().Split('\n').Where(static line => line.Contains("participant", StringComparison.Ordinal)).Select(static line => line.Trim() + "|"));
        names.Should().Be("participant u0 as alice|participant u1 as bob|participant u2 as carol#35;1#59;|participant u3 as dave|");
    }

    [Fact]
    public void Every_kind_of_change_is_drawn() => Enum.GetValues<CallChangeKind>().Should().OnlyContain(kind =>
        LinesOf(new CallChange(Start, 2, kind, "alice", ImmutableArray.Create("bob"), "")).Any());

    private static IEnumerable<string> LinesOf(CallChange change) =>
        Diagram(change).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Trim()).Skip(1 + Users.Length);

    private static string Diagram(params CallChange[] changes) => MermaidDiagram.Of(new CallRecord(1, Call(), [.. changes]));

    private static Call Call() => new()
    {
        CallId = "1",
        Caller = "alice",
        Mode = CallMode.Advanced,
        TimeoutSeconds = 90,
        CreateTime = Start,
        Revision = 3,
        Members = [.. Users.Select(static user => new Member
        {
            UserId = user,
            State = MemberState.Accepted,
            Inviter = user switch { "alice" => "", "dave" => "bob", _ => "alice" },
        })],
    };
}
