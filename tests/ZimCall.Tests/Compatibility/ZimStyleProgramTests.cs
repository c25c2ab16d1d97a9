using ZimCall.Tests.Facade;
using ZimCall.Tests.Fakes;

namespace ZimCall.Tests.Compatibility;

[Collection(SharedInstanceCollection.Name)]
public sealed class ZimStyleProgramTests : IDisposable
{
    public void Dispose() => ZIM.GetInstance()?.Destroy();

    [Fact]
    public void Code_in_ZIMs_style_compiles_and_runs()
    {
        FakeEngine engine = null!;
        var program = new ZimStyleProgram((options, events) => engine = new FakeEngine(options, events));

        program.Login("alice", "token");
        engine.Last.Succeed();
        program.Invite(ZIMCallInvitationMode.Advanced, "bob", "nobody");
        engine.Last.Succeed(new ZIMCallInvitationSentResult { callID = "5", timeout = 30, errorUserList = [new() { userID = "nobody", reason = 6000011 }] });
        engine.Events.CallInvitationCreated(new() { mode = ZIMCallInvitationMode.Advanced }, "5");
        engine.Events.CallUserStateChanged(new() { callUserList = [new() { userID = "bob", state = ZIMCallUserState.Accepted }] }, "5");
        engine.Events.CallInvitationAccepted(new() { invitee = "bob" }, "5");
        program.InviteMore("carol");
        engine.Last.Succeed();
        program.Cancel("carol");
        engine.Last.Arguments[1].Should().Be("5");
        engine.Last.Succeed();
        program.Quit();
        engine.Last.Succeed(new ZIMCallQuitSentResult { acceptTime = 1, quitTime = 3 });
        program.Join();
        engine.Last.Succeed(new ZIMCallJoinSentResult { createTime = 1, joinTime = 5 });
        program.End();
        engine.Last.Succeed(new ZIMCallEndSentResult { acceptTime = 1, endTime = 9 });
        engine.Events.CallInvitationEnded(new() { operatedUserID = "alice" }, "5");
        engine.Events.CallInvitationReceived(new() { inviter = "dave", extendedData = "audio", timeout = 60 }, "6");
        program.Accept();
        engine.Last.Refuse(ZIMErrorCode.MessageModuleCallDoesNotExist);
        program.Reject();
        engine.Last.Refuse(ZIMErrorCode.MessageModuleCallError);
        engine.Events.CallInvitationCancelled(new() { inviter = "dave" }, "6");
        engine.Events.CallInvitationTimeout(new(), "7");
        engine.Events.CallInvitationRejected(new() { invitee = "eve" }, "8");
        engine.Events.CallInviteesAnsweredTimeout(["eve"], "8");
        program.Query();
        engine.Last.Succeed(new ZIMCallInvitationListQueriedResult { callList = [new() { callID = "5", caller = "alice", state = ZIMCallState.Ended }] });
        engine.Events.TokenWillExpire(30);
        program.Renew("new");
        engine.Last.Succeed();
        engine.Events.Error(new ZIMError { code = ZIMErrorCode.Failed });
        engine.Events.ConnectionStateChanged(ZIMConnectionState.Disconnected, ZIMConnectionEvent.KickedOut, []);
        program.Leave();

        program.Output.Should().Equal(
            "logged in", "not invited: nobody 6000011", "invited for 30 s, 1 left out, Success", "created Advanced 5", "bob is Accepted",
            "bob accepted", "invited more 0 Success", "cancelled 0 Success", "quit 2 Success", "joined 0 4 Success", "ended 8 Success",
            "over, by alice", "call from dave: audio, 60 s", "ring", "accepted MessageModuleCallDoesNotExist",
            "rejected MessageModuleCallError", "cancelled by dave", "missed 7", "eve rejected", "1 did not answer", "call 5 alice Ended 0",
            "token for 30 s", "renewed new Success", "error 1", "kicked out");
        ZIM.GetInstance().Should().BeNull();
    }
}
