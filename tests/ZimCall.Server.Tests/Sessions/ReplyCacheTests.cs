using ZimCall.Protocol;

namespace ZimCall.Server.Tests.Sessions;

/// <summary>R-IDEM-4: one effect and one answer for a request, however often it comes.</summary>
public class ReplyCacheTests
{
    private readonly ReplyCache _replies = new();

    [Fact]
    public void It_has_an_end_until_the_client_confirms()
    {
        for (var id = 1ul; id <= ReplyCache.Capacity; id++)
        {
            _replies.IsFull.Should().BeFalse();
            _replies.TryStart(id, 0, Answer(id)).Should().BeTrue();
        }

        _replies.IsFull.Should().BeTrue();
        _replies.TryStart(ReplyCache.Capacity + 1, 0, Answer(1)).Should().BeFalse();
        _replies.Find(1).Should().NotBeNull("answers that were given are kept");
        _replies.TryStart(ReplyCache.Capacity + 1, settledBelow: 2, Answer(1)).Should().BeTrue();
    }

    [Fact]
    public void A_request_is_new_once()
    {
        var reply = Answer(1);
        _replies.Find(1).Should().BeNull();
        _replies.TryStart(1, 0, reply).Should().BeTrue();
        _replies.TryStart(1, 0, Answer(1)).Should().BeFalse();
        _replies.Find(1).Should().BeSameAs(reply);
    }

    [Fact]
    public void A_request_that_is_still_worked_on_is_not_new()
    {
        var working = new TaskCompletionSource<Reply>();
        _replies.TryStart(1, 0, working.Task).Should().BeTrue();
        _replies.TryStart(1, 0, Answer(1)).Should().BeFalse();
        _replies.Find(1)!.IsCompleted.Should().BeFalse();
    }

    [Fact]
    public void Answers_the_client_has_are_forgotten_and_the_others_kept()
    {
        for (var id = 1ul; id <= 5; id++)
        {
            _replies.TryStart(id, 0, Answer(id));
        }

        _replies.TryStart(6, settledBelow: 4, Answer(6)).Should().BeTrue();
        _replies.Find(3).Should().BeNull();
        _replies.Find(4).Should().NotBeNull();
        _replies.Find(5).Should().NotBeNull();
        _replies.Find(6).Should().NotBeNull();
    }

    [Fact]
    public void A_late_copy_of_a_request_whose_answer_is_forgotten_is_not_new()
    {
        _replies.TryStart(1, 0, Answer(1));
        _replies.TryStart(2, settledBelow: 2, Answer(2));
        _replies.TryStart(1, 0, Answer(1)).Should().BeFalse("it had its effect long ago");
        _replies.Find(1).Should().BeNull();
    }

    [Fact]
    public void What_is_settled_stays_settled()
    {
        _replies.TryStart(5, settledBelow: 5, Answer(5));
        _replies.TryStart(6, settledBelow: 2, Answer(6));
        _replies.TryStart(4, settledBelow: 0, Answer(4)).Should().BeFalse();
        _replies.Find(5).Should().NotBeNull();
    }

    [Fact]
    public async Task Of_many_copies_at_once_one_is_new()
    {
        for (var id = 1ul; id <= 200; id++)
        {
            var copies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _replies.TryStart(id, 0, Answer(id)))));
            copies.Count(static isNew => isNew).Should().Be(1);
        }
    }

    private static Task<Reply> Answer(ulong id) => Task.FromResult(new Reply { Id = id });
}
