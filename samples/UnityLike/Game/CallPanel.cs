using UnityLike.Engine;
using ZimCall;

namespace UnityLike.Game;

/// <summary>
/// The player's call screen, written as code for ZIM's SDK is: the shared instance, delegates in properties, callbacks, and no lock
/// anywhere, because all of it happens on the main thread.
/// </summary>
internal sealed class CallPanel(ZIMAppConfig config, string player, string friend, MainThread mainThread, Action<string> show) : IBehaviour
{
    private const int FramesToTalk = 30;

    private string _callID = "";
    private int _talkingFor;
    private bool _isTalking;

    public bool IsOver { get; private set; }

    /// <summary>What should not have happened; null for nothing.</summary>
    public string? Failure { get; private set; }

    /// <summary>How often the SDK called.</summary>
    public int Calls { get; private set; }

    public void Start()
    {
        ZIM.Create(config);
        var zim = ZIM.GetInstance()!;
        zim.onConnectionStateChanged = (_, state, why, _) => Heard($"{player} is {state}, {why}", () => Connection(state));
        zim.onCallUserStateChanged = (_, info, callID) => info.callUserList.ForEach(user => Heard($"{user.userID} is {user.state}", () => Member(user)));
        zim.onCallInvitationEnded = (_, info, _) => Heard($"{info.operatedUserID} ended the call", Leave);
        zim.onError = (_, error) => Fail($"OnError: {error}");
        zim.Login(new ZIMUserInfo { userID = player }, error => Answered("Login", error, Call));
    }

    public void Update()
    {
        // Here a game would draw the other player, for whom its audio and video have been running since the call was accepted.
        if (_isTalking && ++_talkingFor == FramesToTalk)
        {
            show($"{player} hangs up");
            ZIM.GetInstance()!.CallEnd(_callID, new ZIMCallEndConfig(), (_, _, error) => Answered("CallEnd", error, Leave));
        }
    }

    private void Call() => ZIM.GetInstance()!.CallInvite(
        [friend],
        new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced, extendedData = "video" },
        (callID, _, error) => Answered("CallInvite", error, () => _callID = callID));

    private void Member(ZIMCallUserInfo user)
    {
        if (user.userID == friend)
        {
            _isTalking = user.state == ZIMCallUserState.Accepted;
            if (user.state is ZIMCallUserState.Rejected or ZIMCallUserState.Timeout)
            {
                Fail($"{friend} does not answer");
            }
        }
    }

    private void Leave()
    {
        _isTalking = false;
        ZIM.GetInstance()!.Logout();
    }

    private void Connection(ZIMConnectionState state)
    {
        if (state == ZIMConnectionState.Disconnected)
        {
            ZIM.GetInstance()!.Destroy();
            IsOver = true;
        }
    }

    private void Answered(string operation, ZIMError error, Action next)
    {
        if (error.code == ZIMErrorCode.Success)
        {
            Heard($"{operation} is done", next);
        }
        else
        {
            Fail($"{operation}: {error}");
        }
    }

    private void Heard(string what, Action next)
    {
        Calls++;
        if (!mainThread.IsCurrent)
        {
            Fail($"not on the main thread: {what}");
            return;
        }

        show(what);
        next();
    }

    private void Fail(string what)
    {
        Failure ??= what;
        IsOver = true;
    }
}
