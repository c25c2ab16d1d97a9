using TwoPhones.Screens;
using ZimCall;

namespace TwoPhones.Terminal;

/// <summary>A phone: announces what happens, and does what its keys say.</summary>
internal sealed class TerminalPhone : IAsyncDisposable
{
    private readonly string _user;
    private readonly ZIM _zim;
    private readonly CancellationTokenSource _over = new();
    private volatile bool _isLoggedOutByServer;

    public TerminalPhone(string user, ZIMOptions options)
    {
        _user = user;
        Over = _over.Token;
        _zim = new ZIM(options);
        _zim.OnConnectionStateChanged += (_, state, why, _) => TellState(state, why);
        _zim.OnCallInvitationReceived += (_, info, _) => Tell(
            $"RINGING: {info.inviter} calls ({info.mode}, {info.timeout} s): a accepts, r rejects", info.extendedData, "bold yellow");
        _zim.OnCallInvitationCancelled += (_, info, _) => Tell($"{info.inviter} cancelled the call", info.extendedData);
        _zim.OnCallInvitationTimeout += (_, _, _) => Tell("you did not answer in time");
        _zim.OnCallInvitationEnded += (_, info, _) => Tell($"{info.operatedUserID} ended the call", info.extendedData);
        _zim.OnCallUserStateChanged += (_, info, _) => info.callUserList.ForEach(user => Tell($"{user.userID} is {user.state}", user.extendedData));
        _zim.OnError += (_, error) => Tell($"error: {error.message}", style: "red");
    }

    /// <summary>Fires when the phone is to stop.</summary>
    public CancellationToken Over { get; }

    public Task LoginAsync() => _zim.LoginAsync(new ZIMUserInfo { userID = _user });

    /// <summary>Makes the phone stop; safe from any thread.</summary>
    public void HangUp() => _over.Cancel();

    /// <returns>The exit code.</returns>
    public async Task<int> LogoutAsync()
    {
        if (_isLoggedOutByServer)
        {
            return 1;
        }

        await _zim.LogoutAsync();
        return 0;
    }

    /// <summary>Does what a key stands for; a refusal is told.</summary>
    public async Task PressAsync(Press press)
    {
        try
        {
            Tell(await PhoneKeypad.PressAsync(_zim, _user, press), style: "green");
        }
        catch (ZIMException refused)
        {
            Tell($"that was refused: {refused.Error.message}", style: "red");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _zim.DisposeAsync();
        _over.Dispose();
    }

    private static void Tell(string what, string extendedData = "", string style = "default") =>
        Output.WriteLine(extendedData.Length == 0 ? $"* {what}" : $"* {what} ({extendedData})", style);

    private void TellState(ZIMConnectionState state, ZIMConnectionEvent why)
    {
        Tell($"{_user} is {state}{(why == ZIMConnectionEvent.Success ? "" : $", {why}")}");
        if (state == ZIMConnectionState.Disconnected && why != ZIMConnectionEvent.Success)
        {
            _isLoggedOutByServer = true;
            HangUp();
        }
    }
}
