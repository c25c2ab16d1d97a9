using ZimCall.Core;

namespace ZimCall.Server.Tests.Store;

/// <content>R-QRY: a user's calls in pages.</content>
public abstract partial class CallStoreContract
{
    [Fact]
    public async Task The_history_of_a_user_without_calls_is_one_empty_page()
    {
        await Store.RegisterAsync(Make.App, ["known"], default);
        foreach (var user in new[] { "known", "unknown" })
        {
            var page = await PageAsync(user, 0, 10);
            page!.Calls.Should().BeEmpty();
            page.HasMore.Should().BeFalse();
        }
    }

    [Fact]
    public async Task The_newest_call_comes_first_and_those_of_one_millisecond_by_their_callIDs()
    {
        foreach (var (callId, time) in new[] { ("5", 30), ("b", 20), ("2", 20), ("10", 20), ("B", 20), ("a", 10), ("9", 40) })
        {
            await CreateAsync(Make.Call(callId, "alice", Make.Start + time, "bob"));
        }

        (await HistoryAsync("alice")).Should().Equal("9", "5", "10", "2", "B", "b", "a");
        (await HistoryAsync("bob")).Should().Equal("9", "5", "10", "2", "B", "b", "a");
    }

    [Fact]
    public async Task The_history_has_the_calls_of_that_user_alone()
    {
        await CreateAsync(Make.Call("1", "alice", Make.Start + 1, "bob"));
        await CreateAsync(Make.Call("2", "bob", Make.Start + 2, "carol"));
        await CreateAsync(Make.Call("3", "carol", Make.Start + 3, "alice"));
        (await HistoryAsync("alice")).Should().Equal("3", "1");
        (await HistoryAsync("bob")).Should().Equal("2", "1");
        (await HistoryAsync("carol")).Should().Equal("3", "2");
    }

    [Fact]
    public async Task The_history_shows_calls_as_they_are_now()
    {
        var call = Make.Call("1", "alice", invitees: ["bob"]);
        await CreateAsync(call);
        var ended = call.With("bob", MemberState.Accepted);
        await ChangeAsync(ended);
        await ChangeAsync(ended.Ended(Make.Start + 10));
        Same((await PageAsync("bob", 0, 1))!.Calls.Single(), ended.Ended(Make.Start + 10));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(100)]
    public async Task Pages_neither_repeat_nor_skip(int count)
    {
        // Four calls in each millisecond.
        for (var i = 0; i < 12; i++)
        {
            await CreateAsync(Make.Call($"c{i:00}", "alice", Make.Start + (i / 4), "bob"));
        }

        List<string> seen = [];
        for (var after = 0L; ;)
        {
            var page = (await PageAsync("alice", after, count))!;
            page.Calls.Should().HaveCount(Math.Min(count, 12 - seen.Count));
            seen.AddRange(page.Calls.Select(static call => call.CallId));
            page.HasMore.Should().Be(seen.Count < 12);
            if (!page.HasMore)
            {
                break;
            }

            after = CallCursor.After(page.Calls[^1]);
        }

        seen.Should().Equal("c08", "c09", "c10", "c11", "c04", "c05", "c06", "c07", "c00", "c01", "c02", "c03");
    }

    [Fact]
    public async Task Pages_neither_repeat_nor_skip_while_new_calls_arrive()
    {
        for (var i = 0; i < 10; i++)
        {
            await CreateAsync(Make.Call($"old{i}", "alice", Make.Start + i, "bob"));
        }

        List<string> seen = [];
        var after = 0L;
        for (var round = 0; round < 4; round++)
        {
            var page = (await PageAsync("alice", after, 3))!;
            seen.AddRange(page.Calls.Select(static call => call.CallId));
            after = CallCursor.After(page.Calls[^1]);
            await CreateAsync(Make.Call($"new{round}", "alice", Make.Start + 100 + round, "bob"));
        }

        seen.Should().Equal(Enumerable.Range(0, 10).Reverse().Select(static i => $"old{i}"));
    }

    [Fact]
    public async Task A_cursor_stays_good_when_its_call_changes()
    {
        await CreateAsync(Make.Call("1", "alice", Make.Start + 1, "bob"));
        await CreateAsync(Make.Call("2", "alice", Make.Start + 2, "bob"));
        var after = CallCursor.After((await FindAsync("2"))!);
        await ChangeAsync((await FindAsync("2"))!.Ended(Make.Start + 50));
        (await PageAsync("alice", after, 10))!.Calls.Select(static call => call.CallId).Should().Equal("1");
        (await PageAsync("bob", after, 10))!.Calls.Select(static call => call.CallId).Should().Equal("1");
    }

    [Fact]
    public async Task A_cursor_at_the_oldest_call_has_an_empty_page_after_it()
    {
        await CreateAsync(Make.Call("1", "alice", invitees: ["bob"]));
        var page = await PageAsync("alice", CallCursor.After((await FindAsync("1"))!), 10);
        page!.Calls.Should().BeEmpty();
        page.HasMore.Should().BeFalse();
    }

    [Fact]
    public async Task A_cursor_that_names_no_call_of_the_user_has_no_page()
    {
        await CreateAsync(Make.Call("1", "alice", invitees: ["bob"]));
        await CreateAsync(Make.Call("2", "carol", invitees: ["dave"]));
        var good = CallCursor.After((await FindAsync("1"))!);
        var foreign = CallCursor.After((await FindAsync("2"))!);
        foreach (var flag in new[] { 1, -1, 12345, good + 1, good - 1, -good, foreign, long.MaxValue, long.MinValue, good + (1L << 20), good ^ (1L << 40) })
        {
            (await PageAsync("alice", flag, 10)).Should().BeNull("{0} names no call of alice's", flag);
        }

        (await PageAsync("nobody", good, 10)).Should().BeNull();
        (await PageAsync("alice", good, 10)).Should().NotBeNull();
    }

    private async Task<CallPage?> PageAsync(string userId, long after, int count) =>
        await Store.FindHistoryAsync(Make.User(userId), after, count, default);
}
