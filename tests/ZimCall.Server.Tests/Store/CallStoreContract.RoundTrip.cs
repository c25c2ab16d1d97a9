using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <content>What is stored comes back, every field of it.</content>
public abstract partial class CallStoreContract
{
    public static TheoryData<string> Texts =>
    [
        "",
        " ",
        "' \" \\ \t\r\n % _ ; -- /* $1 {0}",
        "überall 通话 🎉 e\u0301 \u202E",
        "{\"type\":1,\"data\":\"a\\u0000b\"}",
        new string('x', 2048),
        string.Concat(Enumerable.Repeat("通", 682)) + "ab",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Texts_come_back_as_they_were(string text)
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]) with { ExtendedData = text };
        call = call with { Members = call.Members.SetItem(1, call.Members[1] with { ExtendedData = text, Withdrawal = new Withdrawal(false, text) }) };
        await CreateAsync(call);
        Same(await FindAsync("c1"), call);
        var ended = call.Ended(Make.Start + 5) with { EndData = text };
        await ChangeAsync(ended);
        Same(await FindAsync("c1"), ended);
    }

    [Fact]
    public async Task Every_field_comes_back()
    {
        // No two numbers alike: a store that mixes two fields up is found out.
        var call = new Call
        {
            CallId = "!~18446744073709551615",
            Caller = "!#$%&()+-:;<=.>?@[]^_{}|~azAZ019",
            Mode = CallMode.General,
            ExtendedData = "call",
            TimeoutSeconds = 600,
            ChecksReceipt = true,
            CreateTime = Make.Start,
            Revision = 1,
            Members =
            [
                new Member { UserId = "!#$%&()+-:;<=.>?@[]^_{}|~azAZ019", State = MemberState.Accepted, Revision = 1, AcceptTime = 11, PrimaryDevice = "d-1" },
                new Member
                {
                    UserId = "bob",
                    State = MemberState.Received,
                    Inviter = "alice",
                    ExtendedData = "member",
                    Revision = 21,
                    InvitedRevision = 22,
                    Deadline = 23,
                    ReceiptCheckAt = 24,
                    AcceptTime = 25,
                    QuitTime = 26,
                    PrimaryDevice = "d-2",
                    AbsenceEndsAt = 27,
                    Withdrawal = new Withdrawal(Emptied: true, "withdrawn"),
                },
                new Member { UserId = "carol", State = MemberState.Cancelled, Withdrawal = new Withdrawal(Emptied: false, "") },
            ],
        };
        await CreateAsync(call);
        Same(await FindAsync(call.CallId), call);
        Same((await Store.FindActiveAsync(Make.User("bob"), default)).Single(), call);
        Same((await PageAsync("carol", 0, 1))!.Calls.Single(), call);

        var ended = call with { Revision = 2, EndReason = EndReason.CallerGone, EndTime = Make.Start + 31, EndedBy = "carol", EndData = "over" };
        await ChangeAsync(ended);
        Same(await FindAsync(call.CallId), ended);
    }

    [Fact]
    public async Task Every_state_mode_and_end_reason_comes_back()
    {
        foreach (var state in Enum.GetValues<MemberState>())
        {
            foreach (var reason in Enum.GetValues<EndReason>())
            {
                foreach (var mode in Enum.GetValues<CallMode>())
                {
                    var call = Make.Call($"{state}-{reason}-{mode}", "alice", invitees: ["bob"]) with { Mode = mode };
                    await CreateAsync(call);
                    var changed = call.With("bob", state) with { EndReason = reason, EndTime = reason == EndReason.None ? 0 : Make.Start + 1 };
                    await ChangeAsync(changed);
                    Same(await FindAsync(call.CallId), changed);
                }
            }
        }
    }

    [Fact]
    public async Task The_order_of_the_members_stays()
    {
        var call = Make.Call("c1", "mallory", Make.Start, "zoe", "bob", "Zoe", "alice");
        await CreateAsync(call);
        var changed = call.With("bob", MemberState.Accepted).With("aaron", MemberState.Accepted) with { Revision = 2 };
        await ChangeAsync(changed);
        (await FindAsync("c1"))!.Members.Select(static member => member.UserId)
            .Should().Equal("mallory", "zoe", "bob", "Zoe", "alice", "aaron");
    }

    [Fact]
    public async Task A_call_of_many_members_comes_back()
    {
        var call = Make.Call("c1", "alice", Make.Start, [.. Enumerable.Range(0, 200).Select(static i => $"user{i}")]);
        await CreateAsync(call);
        Same(await FindAsync("c1"), call);
        (await HistoryAsync("user199")).Should().Equal("c1");
    }
}
