#pragma warning disable CS0618 // Code written for ZIM uses its deprecated events too.
using ZimCall.Session;

namespace ZimCall.Tests.Compatibility;

/// <summary>
/// An app written the way apps for ZIM are: one shared instance, callbacks, lambdas set on and added to onXxx, camelCase fields. What matters is that
/// it compiles; it runs as well, on an engine that the test brings.
/// </summary>
internal sealed class ZimStyleProgram
{
    private readonly ZIM zim;
    private string callID = "";
    private long nextFlag;

    public ZimStyleProgram(Func<ZIMOptions, IZimEvents, IZimEngine> engine)
    {
        ZIMAppConfig appConfig = new ZIMAppConfig();
        appConfig.appID = 1234567;
        appConfig.appSign = new string('0', 64);

        // An app says ZIM.Create(appConfig).
        ZIM.Create(appConfig, engine);
        zim = ZIM.GetInstance()!;
        Listen();
    }

    public List<string> Output { get; } = new List<string>();

    public void Login(string userID, string token)
    {
        ZIMUserInfo userInfo = new ZIMUserInfo();
        userInfo.userID = userID;
        userInfo.userName = "User " + userID;
        zim.Login(userInfo, token, (ZIMError errorInfo) =>
        {
            if (errorInfo.code == ZIMErrorCode.Success)
            {
                Output.Add("logged in");
            }
            else
            {
                Output.Add("login failed: " + errorInfo.message);
            }
        });
    }

    public void Renew(string token) =>
        zim.RenewToken(token, (string renewed, ZIMError errorInfo) => Output.Add("renewed " + renewed + " " + errorInfo.code));

    public void Invite(ZIMCallInvitationMode mode, params string[] users)
    {
        List<string> invitees = new List<string>(users);
        ZIMCallInviteConfig config = new ZIMCallInviteConfig
        {
            timeout = 30,
            mode = mode,
            extendedData = "video",
            enableNotReceivedCheck = true,
            pushConfig = new ZIMPushConfig
            {
                title = "Incoming call",
                content = "somebody calls",
                payload = "{}",
                resourcesID = "ring",
                threadID = "calls",
                enableBadge = true,
                badgeIncrement = 1,
                voIPConfig = new ZIMVoIPConfig { iOSVoIPHandleType = ZIMCXHandleType.Generic, iOSVoIPHandleValue = "a", iOSVoIPHasVideo = true },
                privateMessageTemplate = new ZIMOfflinePushPrivateMessageTemplate { templateID = "t", titleParameters = "{}", contentParameters = "{}" },
            },
        };
        zim.CallInvite(invitees, config, (string callID, ZIMCallInvitationSentInfo info, ZIMError errorInfo) =>
        {
            this.callID = callID;
            foreach (ZIMErrorUserInfo user in info.errorUserList)
            {
                Output.Add("not invited: " + user.userID + " " + user.reason);
            }

            Output.Add("invited for " + info.timeout + " s, " + info.errorInvitees.Count + " left out, " + errorInfo.code);
        });
    }

    public void InviteMore(string user) =>
        zim.CallingInvite(new List<string> { user }, callID, new ZIMCallingInviteConfig(), (callID, info, errorInfo) =>
            Output.Add("invited more " + info.errorUserList.Count + " " + errorInfo.code));

    public void Cancel(string user)
    {
        var config = new ZIMCallCancelConfig { extendedData = "changed my mind" };
        zim.CallCancel(new List<string> { user }, callID, config, (callID, errorInvitees, errorInfo) =>
            Output.Add("cancelled " + errorInvitees.Count + " " + errorInfo.code));
    }

    public void Accept() =>
        zim.CallAccept(callID, new ZIMCallAcceptConfig { extendedData = "here I am" }, (callID, errorInfo) => Output.Add("accepted " + errorInfo.code));

    public void Reject() =>
        zim.CallReject(callID, new ZIMCallRejectConfig { extendedData = "busy" }, (callID, errorInfo) => Output.Add("rejected " + errorInfo.code));

    public void Join() =>
        zim.CallJoin(callID, new ZIMCallJoinConfig { extendedData = "" }, (callID, info, errorInfo) =>
            Output.Add("joined " + info.callUserList.Count + " " + (info.joinTime - info.createTime) + " " + info.extendedData + errorInfo.code));

    public void Quit() =>
        zim.CallQuit(callID, new ZIMCallQuitConfig(), (callID, info, errorInfo) => Output.Add("quit " + (info.quitTime - info.acceptTime) + " " + errorInfo.code));

    public void End() =>
        zim.CallEnd(callID, new ZIMCallEndConfig(), (callID, info, errorInfo) => Output.Add("ended " + (info.endTime - info.acceptTime) + " " + errorInfo.code));

    public void Query()
    {
        ZIMCallInvitationQueryConfig config = new ZIMCallInvitationQueryConfig();
        config.count = 20;
        config.nextFlag = nextFlag;
        zim.QueryCallInvitationList(config, (List<ZIMCallInfo> callList, long nextFlag, ZIMError errorInfo) =>
        {
            this.nextFlag = nextFlag;
            foreach (ZIMCallInfo call in callList)
            {
                Output.Add("call " + call.callID + " " + call.caller + " " + call.state + " " + call.callUserList.Count);
            }
        });
    }

    public void Leave()
    {
        zim.Logout();
        zim.Destroy();
    }

    private void Listen()
    {
        zim.onConnectionStateChanged = (ZIM zim, ZIMConnectionState state, ZIMConnectionEvent connectionEvent, Dictionary<string, string> extendedData) =>
        {
            if (state == ZIMConnectionState.Disconnected && connectionEvent == ZIMConnectionEvent.KickedOut)
            {
                Output.Add("kicked out");
            }
        };
        zim.onTokenWillExpire = (ZIM zim, uint second) => Output.Add("token for " + second + " s");
        zim.onError = (zim, errorInfo) => Output.Add("error " + (int)errorInfo.code);
        zim.onCallInvitationCreated = (zim, info, callID) => Output.Add("created " + info.mode + " " + callID);
        zim.onCallInvitationReceived = (ZIM zim, ZIMCallInvitationReceivedInfo info, string callID) =>
        {
            this.callID = callID;
            Output.Add("call from " + info.inviter + ": " + info.extendedData + ", " + info.timeout + " s");
        };
        zim.onCallInvitationReceived += (zim, info, callID) => Output.Add("ring");
        zim.onCallInvitationCancelled += OnCancelled;
        zim.onCallInvitationTimeout += (zim, info, callID) => Output.Add("missed " + callID);
        zim.onCallInvitationEnded += (zim, info, callID) => Output.Add("over, by " + info.operatedUserID);
        zim.onCallUserStateChanged += (zim, info, callID) =>
        {
            foreach (ZIMCallUserInfo user in info.callUserList)
            {
                Output.Add(user.userID + " is " + user.state);
            }
        };
        zim.onCallInvitationAccepted += (zim, info, callID) => Output.Add(info.invitee + " accepted");
        zim.onCallInvitationRejected += (zim, info, callID) => Output.Add(info.invitee + " rejected");
        zim.onCallInviteesAnsweredTimeout += (zim, invitees, callID) => Output.Add(invitees.Count + " did not answer");
    }

    private void OnCancelled(ZIM zim, ZIMCallInvitationCancelledInfo info, string callID) => Output.Add("cancelled by " + info.inviter);
}
