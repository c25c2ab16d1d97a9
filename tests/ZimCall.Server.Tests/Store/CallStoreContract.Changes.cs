using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <content>What happened to a call.</content>
public abstract partial class CallStoreContract
{
    [Fact]
    public async Task What_happened_to_a_call_is_found_in_order_and_as_it_was_stored()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob", "carol"]);
        CallChange[] changes =
        [
            new(Make.Start, 1, CallChangeKind.Create, "alice", ["bob", "carol"], "völlig beliebig"),
            new(Make.Start + 1, 2, CallChangeKind.Receive, "bob", ["bob"], ""),
            new(Make.Start + 2, 3, CallChangeKind.Timeout, "", ["carol"], ""),
            new(Make.Start + 2, 3, CallChangeKind.End, "alice", [], "bye") { Reason = EndReason.EndedByMember },
        ];
        await CommitsAsync(Make.Create(call) with { Changes = [changes[0]] });
        var second = call.With("bob", MemberState.Received);
        await CommitsAsync(Make.Change(second) with { Changes = [changes[1], changes[2], changes[3]] });
        await CommitsAsync(Make.Change(second.With("bob", MemberState.Accepted)));
        Lines(await Store.FindChangesAsync(Make.Key("c1"), default)).Should().Equal(Lines(changes));
    }

    [Fact]
    public async Task Nothing_happened_to_a_call_that_is_not_there()
    {
        await CommitsAsync(Make.Create(Make.Call("c1", "alice")) with { Changes = [Happened(1)] });
        (await Store.FindChangesAsync(Make.Key("c2"), default)).Should().BeEmpty();
        (await Store.FindChangesAsync(Make.Key("c1", app: 2), default)).Should().BeEmpty();
        (await Store.FindChangesAsync(Make.Key("a\0b"), default)).Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_refused_commit_says_did_not_happen()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CommitsAsync(Make.Create(call) with { Changes = [Happened(1)] });
        (await CommitAsync(Make.Create(call) with { Changes = [Happened(2)] })).Should().Be(CommitResult.Conflict);
        (await CommitAsync(new CallCommit(Make.Key("c1"), call.With("bob", MemberState.Received), 5) { Changes = [Happened(3)] }))
            .Should().Be(CommitResult.Conflict);
        (await Store.FindChangesAsync(Make.Key("c1"), default)).Select(static change => change.Revision).Should().Equal(1);
    }

    [Fact]
    public async Task Of_too_many_changes_the_latest_are_kept()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CommitsAsync(Make.Create(call) with { Changes = [Happened(1)] });
        for (var i = 2; i <= 601; i++)
        {
            call = call.With("bob", MemberState.Received);
            await CommitsAsync(Make.Change(call) with { Changes = [Happened(i)] });
        }

        (await Store.FindChangesAsync(Make.Key("c1"), default)).Select(static change => change.Revision)
            .Should().Equal(Enumerable.Range(102, ICallStore.MaxChanges).Select(static i => (long)i));
    }

    [Fact]
    public async Task Of_long_changes_fewer_are_kept()
    {
        var call = Make.Call("c1", "alice", invitees: ["bob"]);
        await CommitsAsync(Make.Create(call) with { Changes = [Happened(1)] });
        for (var i = 2; i <= 100; i++)
        {
            call = call.With("bob", MemberState.Received);
            await CommitsAsync(Make.Change(call) with { Changes = [Happened(i) with { ExtendedData = new string('x', 2048) }] });
        }

        var kept = await Store.FindChangesAsync(Make.Key("c1"), default);
        kept.Sum(static change => change.ExtendedData.Length).Should().BeInRange(60_000, KeptChanges.MaxCharacters);
        kept[^1].Revision.Should().Be(100);
    }

    private static CallChange Happened(long revision) => new(Make.Start + revision, revision, CallChangeKind.Join, "carol", ["carol"], "");

    private static string[] Lines(IEnumerable<CallChange> changes) =>
        [.. changes.Select(static c => $"{c.Time} {c.Revision} {c.Kind} {c.Actor} [{string.Join(' ', c.UserIds)}] {c.ExtendedData} {c.Reason}")];
}
