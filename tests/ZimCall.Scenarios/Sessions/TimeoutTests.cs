namespace ZimCall.Scenarios.Sessions;

/// <summary>Operations whose reply never comes say what is known of them.</summary>
public class TimeoutTests : SessionTest
{
    [Fact]
    public async Task No_reply_in_time_is_6000105()
    {
        var alice = await LoginAsync("alice");
        Backend.Delay(alice.Zim, TimeSpan.FromSeconds(6));
        var inviting = alice.Zim.CallInviteAsync(["bob"]);
        await AdvanceAsync(9.9);
        inviting.IsCompleted.Should().BeFalse("RequestTimeout is 10 s");
        await AdvanceAsync(0.2);
        (await CodeOfAsync(inviting)).Should().Be(ZIMErrorCode.NetworkModuleRequestTimeout);
    }

    [Fact]
    public async Task A_connection_that_breaks_and_stays_broken_is_6000009()
    {
        var alice = await LoginAsync("alice");
        Backend.Delay(alice.Zim, TimeSpan.FromSeconds(1));
        var inviting = alice.Zim.CallInviteAsync(["bob"]);
        await AdvanceAsync(0.5);
        Backend.BreakConnection(alice.Zim);
        Backend.Drop(alice.Zim);
        await AdvanceAsync(10);
        (await CodeOfAsync(inviting)).Should().Be(ZIMErrorCode.CommonModuleIMServerDisconnect);
    }

    [Fact]
    public async Task What_was_never_sent_is_6000104_and_has_no_effect()
    {
        var (alice, _) = (await LoginAsync("alice"), await LoginAsync("bob"));
        Backend.BreakConnection(alice.Zim);
        Backend.Drop(alice.Zim);
        await Backend.SettleAsync();
        var inviting = alice.Zim.CallInviteAsync(["bob"]);
        await AdvanceAsync(10.1);
        (await CodeOfAsync(inviting)).Should().Be(ZIMErrorCode.NetworkModuleNetworkError);
        await Backend.ResumeAsync(alice.Zim);
        History.CallIds.Should().BeEmpty("it is not sent any more");
    }
}
