using ZimCall;

namespace TestingYourApp;

/// <summary>
/// A piece of an imaginary app: the screen that rings, calls, and says how it went. It is given its <see cref="ZIM"/> and
/// knows nothing of tests.
/// </summary>
public sealed class CallScreen
{
    private readonly ZIM _zim;
    private string? _callID;

    public CallScreen(ZIM zim)
    {
        _zim = zim;
        zim.OnCallInvitationReceived += (_, info, callID) => Show($"{info.caller} is calling", callID);
        zim.OnCallInvitationCancelled += (_, info, _) => Show($"{info.inviter} gave up", null);
        zim.OnCallInvitationTimeout += (_, _, _) => Show("You missed a call", null);
        zim.OnCallInvitationEnded += (_, info, _) => Show($"{info.operatedUserID} hung up", null);
        zim.OnCallUserStateChanged += (_, info, callID) => info.callUserList.ForEach(user => MemberChanged(user, callID));
        zim.OnError += (_, _) => Show("The call was lost", null);
    }

    /// <summary>What the screen says.</summary>
    public string Text { get; private set; } = "Ready";

    /// <summary>The green button, when nobody rings.</summary>
    public async Task CallAsync(string userID)
    {
        var call = await _zim.CallInviteAsync([userID], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        Show($"Calling {userID}", call.callID);
    }

    /// <summary>The green button, when somebody rings.</summary>
    public Task AnswerAsync() => _callID is null ? Task.CompletedTask : _zim.CallAcceptAsync(_callID);

    /// <summary>The red button of whoever calls, before there is an answer.</summary>
    public Task GiveUpAsync() => _callID is null ? Task.CompletedTask : _zim.CallCancelAsync([], _callID);

    private void MemberChanged(ZIMCallUserInfo user, string callID)
    {
        switch (user.state)
        {
            case ZIMCallUserState.Accepted when _callID is not null:
                Show("Talking", callID);
                break;
            case ZIMCallUserState.Rejected or ZIMCallUserState.Timeout:
                Show($"{user.userID} does not answer", null);
                break;
            default:
                break;
        }
    }

    private void Show(string text, string? callID) => (Text, _callID) = (text, callID);
}
