namespace ZimCall.Server.Tests.Store;

/// <summary>R-QRY: a nextFlag names the call that a page ended with.</summary>
public class CallCursorTests
{
    [Fact]
    public void A_flag_names_its_call_and_tells_its_time()
    {
        var call = Make.Call("18446744073709551615", "alice");
        var flag = CallCursor.After(call);
        CallCursor.TimeOf(flag).Should().Be(call.CreateTime);
        CallCursor.Names(flag, call.CreateTime, call.CallId).Should().BeTrue();
        CallCursor.Names(flag, call.CreateTime + 1, call.CallId).Should().BeFalse();
        CallCursor.Names(flag, call.CreateTime, "18446744073709551614").Should().BeFalse();
    }

    [Fact]
    public void A_flag_is_the_same_in_every_process() => // (time << 20) | FNV-1a of the callID, folded to 20 bits
        CallCursor.After(Make.Call("1234567890", "alice")).Should().Be(1985432518656585300);

    [Fact]
    public void A_flag_is_positive_for_any_time_there_will_be()
    {
        var end = DateTimeOffset.Parse("2240-01-01T00:00:00Z").ToUnixTimeMilliseconds();
        var flag = CallCursor.After(Make.Call("c", "alice", end));
        flag.Should().BePositive();
        CallCursor.TimeOf(flag).Should().Be(end);
    }

    [Fact]
    public void Calls_of_one_millisecond_hardly_ever_share_a_flag()
    {
        var random = new Random(7);
        var flags = Enumerable.Range(0, 100).Select(_ => CallCursor.After(Make.Call($"{(ulong)random.NextInt64()}", "alice")));
        flags.Distinct().Should().HaveCount(100);
    }
}
