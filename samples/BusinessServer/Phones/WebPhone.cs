using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using ZimCall;

namespace BusinessServer.Phones;

/// <summary>The phone of a user whose browser shows the page: the SDK's client here, its events there.</summary>
internal sealed class WebPhone : IAsyncDisposable
{
    private readonly ZIM _zim;
    private readonly uint _ringSeconds;
    private readonly Lock _gate = new();
    private Channel<SseItem<object>>? _page;
    private bool _isClosed;

    public WebPhone(string user, ZIM zim, uint ringSeconds)
    {
        (User, _zim, _ringSeconds) = (user, zim, ringSeconds);
        zim.OnCallInvitationReceived += (_, info, _) => Tell($"{info.caller} is calling");
        zim.OnCallInvitationCancelled += (_, info, _) => Tell($"{info.inviter} gave up");
        zim.OnCallInvitationTimeout += (_, _, _) => Tell("You missed a call");
        zim.OnCallInvitationEnded += (_, info, _) => Tell(info.operatedUserID == user ? "You hung up" : $"{info.operatedUserID} hung up");
        zim.OnCallInvitationCreated += (_, _, _) => Tell(null);
        zim.OnCallUserStateChanged += (_, info, callID) => MembersChanged(info.callUserList, callID);
        zim.OnConnectionStateChanged += (_, _, _, _) => Tell(null);
        zim.OnError += (_, error) => Tell($"Something went wrong: {error.message}");
    }

    public string User { get; }

    /// <summary>Shows everything on a page from now on; the page before is over.</summary>
    /// <returns>What to tell the page; null when the phone has been closed.</returns>
    public ChannelReader<SseItem<object>>? Attach()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return null;
            }

            _page?.Writer.TryWrite(PageEvent.Replaced());
            _page?.Writer.TryComplete();
            _page = Channel.CreateUnbounded<SseItem<object>>();
            _page.Writer.TryWrite(PageEvent.State(PhoneState.Of(_zim, User)));
            return _page.Reader;
        }
    }

    /// <summary>Closes the phone, unless another page has come after this one.</summary>
    public bool TryClose(ChannelReader<SseItem<object>> page)
    {
        lock (_gate)
        {
            return !_isClosed && _page?.Reader == page && (_isClosed = true);
        }
    }

    public Task CallAsync(string other) =>
        _zim.CallInviteAsync([other], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced, timeout = _ringSeconds, extendedData = "video" });

    public Task AcceptAsync(string callID) => _zim.CallAcceptAsync(callID);

    public Task RejectAsync(string callID) => _zim.CallRejectAsync(callID);

    /// <summary>Cancels the call as long as nobody has accepted it, and ends it after that.</summary>
    public async Task HangUpAsync(string callID)
    {
        try
        {
            await _zim.CallCancelAsync([], callID);
            Tell("You hung up");
        }
        catch (ZIMException refused) when (refused.Error.code is ZIMErrorCode.MessageModuleCancelCallError or ZIMErrorCode.MessageModuleIsNotInvitor)
        {
            await _zim.CallEndAsync(callID);
        }
    }

    /// <summary>Whether both are in that call: then, and only then, their browsers may talk to each other.</summary>
    public bool IsInCallWith(string other, string callID) => _zim.ActiveCalls.Any(call =>
        call.CallID == callID
        && call.OwnState == ZIMCallUserState.Accepted
        && call.Members.Any(member => member.UserID == other && member.State == ZIMCallUserState.Accepted));

    public void Hear(string from, string callID, JsonElement data) => Show(PageEvent.Media(from, callID, data));

    public async ValueTask DisposeAsync()
    {
        foreach (var call in _zim.ActiveCalls.Where(static call => call.OwnState == ZIMCallUserState.Accepted))
        {
            await HangUpAsync(call.CallID);
        }

        await _zim.DisposeAsync();
    }

    private void MembersChanged(List<ZIMCallUserInfo> members, string callID)
    {
        foreach (var member in members.Where(member => member.userID != User))
        {
            Tell(member.state switch
            {
                ZIMCallUserState.Received => $"It rings at {member.userID}'s",
                ZIMCallUserState.Rejected => $"{member.userID} declined",
                ZIMCallUserState.Timeout => $"{member.userID} did not answer",
                ZIMCallUserState.Quit => $"{member.userID} is gone",
                _ => null,
            });
        }

        Tell(null);

        // An Advanced call goes on when its last invitee has declined: its caller could invite others. This page has no button for that.
        if (_zim.ActiveCalls.FirstOrDefault(call => call.CallID == callID) is { OwnState: ZIMCallUserState.Accepted } mine
            && !mine.Members.Any(member => member.UserID != User && IsThere(member.State)))
        {
            _zim.CallEnd(callID, new ZIMCallEndConfig(), (_, _, _) => Tell(null));
        }
    }

    private static bool IsThere(ZIMCallUserState state) => state
        is ZIMCallUserState.Inviting or ZIMCallUserState.NotYetReceived or ZIMCallUserState.Received or ZIMCallUserState.Accepted;

    private void Tell(string? news)
    {
        if (news is not null)
        {
            Show(PageEvent.News(news));
        }

        Show(PageEvent.State(PhoneState.Of(_zim, User)));
    }

    private void Show(SseItem<object> item)
    {
        lock (_gate)
        {
            _page?.Writer.TryWrite(item);
        }
    }
}
