using ZimCall.Protocol;
using ZimCall.Server.Tests.Support;

namespace ZimCall.Server.Tests.Calls;

public sealed class KeyedGatesTests : IDisposable
{
    private readonly KeyedGates<CallKey> _gates = new();
    private readonly CancellationTokenSource _closing = new();

    public void Dispose()
    {
        _gates.Dispose();
        _closing.Dispose();
    }

    [Fact]
    public async Task One_at_a_time_for_one_call()
    {
        var first = await _gates.EnterAsync(new CallKey(1, "c1"));
        var second = _gates.EnterAsync(new CallKey(1, "c1"));
        second.IsCompleted.Should().BeFalse();
        first.Dispose();
        (await second).Dispose();
        (await _gates.EnterAsync(new CallKey(1, "c1"))).Dispose();
    }

    [Fact]
    public async Task Those_who_wait_go_in_the_order_they_came()
    {
        List<int> order = [];
        var gate = await _gates.EnterAsync(new CallKey(1, "c1"));
        var waiting = Enumerable.Range(0, 20).Select(async i =>
        {
            using var passage = await _gates.EnterAsync(new CallKey(1, "c1"));
            order.Add(i);
        }).ToArray();
        gate.Dispose();
        await Task.WhenAll(waiting);
        order.Should().Equal(Enumerable.Range(0, 20));
    }

    [Fact]
    public async Task Other_calls_hardly_ever_wait()
    {
        using var gate = await _gates.EnterAsync(new CallKey(1, "c1"));
        var entered = 0;
        for (var i = 0; i < 1000; i++)
        {
            var other = _gates.EnterAsync(new CallKey(1, $"other{i}"));
            if (other.IsCompletedSuccessfully)
            {
                entered++;
                (await other).Dispose();
            }
        }

        entered.Should().BeGreaterThan(950);
    }

    [Fact]
    public async Task Nobody_is_in_together_with_another_of_the_same_call()
    {
        var inside = 0;
        var most = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 2000), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
        {
            using var passage = await _gates.EnterAsync(new CallKey(1, "c1"));
            most = Math.Max(most, ++inside);
            await Task.Yield();
            inside--;
        });
        most.Should().Be(1);
        inside.Should().Be(0);
    }

    [Fact]
    public async Task What_was_posted_behind_a_gate_goes_out_as_it_opens()
    {
        var (session, connection) = Online("alice");
        var passage = await _gates.EnterAsync(new CallKey(1, "c1"));
        passage.Outbox.Post(session, new ServerFrame());
        connection.Sent.Should().ContainSingle();
        connection.Flushes.Should().Be(0);
        passage.Dispose();
        connection.Flushes.Should().Be(1);
    }

    [Fact]
    public async Task It_waits_for_those_who_come_next_and_goes_out_with_theirs()
    {
        var (session, connection) = Online("alice");
        var first = await _gates.EnterAsync(new CallKey(1, "c1"));
        var second = _gates.EnterAsync(new CallKey(1, "c1")).AsTask();
        var third = _gates.EnterAsync(new CallKey(1, "c1")).AsTask();
        first.Outbox.Post(session, new ServerFrame());
        first.Dispose();
        var passage = await second;
        connection.Flushes.Should().Be(0);
        passage.Outbox.Post(session, new ServerFrame());
        passage.Dispose();
        connection.Flushes.Should().Be(0);
        (await third).Dispose();
        connection.Sent.Should().HaveCount(2);
        connection.Flushes.Should().BePositive();
    }

    [Fact]
    public async Task It_does_not_wait_for_ever_while_more_and_more_come()
    {
        var (session, connection) = Online("alice");
        var passage = await _gates.EnterAsync(new CallKey(1, "c1"));
        for (var i = 1; connection.Flushes == 0; i++)
        {
            i.Should().BeLessThan(100);
            var next = _gates.EnterAsync(new CallKey(1, "c1")).AsTask();
            passage.Outbox.Post(session, new ServerFrame());
            passage.Dispose();
            passage = await next;
        }

        passage.Dispose();
    }

    [Fact]
    public async Task Sessions_without_a_connection_are_no_hindrance()
    {
        var session = new Session("s", new UserKey(1, "alice"), "d", "i", new ReplyCache());
        var passage = await _gates.EnterAsync(new CallKey(1, "c1"));
        passage.Outbox.Post(session, new ServerFrame());
        passage.Dispose();
    }

    private (Session Session, FakeConnection Connection) Online(string userId)
    {
        var session = new Session("s", new UserKey(1, userId), "d", "i", new ReplyCache());
        var connection = new FakeConnection();
        var attachment = new Attachment(connection, _closing);
        session.Attach(attachment);
        attachment.Release();
        connection.Reset();
        return (session, connection);
    }
}
