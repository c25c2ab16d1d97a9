namespace ZimCall.Scenarios.Sessions;

/// <summary>Writes down, in order, what one device is told: events, results of its own operations, its connection.</summary>
internal sealed class ToldDevice
{
    private readonly Lock _lock = new();
    private readonly List<string> _told = [];

    public ToldDevice(ZIM zim)
    {
        Zim = zim;
        zim.OnCallInvitationCreated += (_, _, callID) => Note("Created", callID);
        zim.OnCallInvitationReceived += (_, _, callID) => Note("Received", callID);
        zim.OnCallInvitationCancelled += (_, _, callID) => Note("Cancelled", callID);
        zim.OnCallInvitationTimeout += (_, _, callID) => Note("Timeout", callID);
        zim.OnCallInvitationEnded += (_, _, callID) => Note("Ended", callID);
        zim.OnCallUserStateChanged += (_, info, callID) =>
            Note(string.Join(' ', info.callUserList.Select(static user => $"{user.userID}={user.state}")), callID);
        zim.OnConnectionStateChanged += (_, state, why, _) => Note($"{state}/{why}", "");
        zim.OnError += (_, error) => Note($"Error {(int)error.code}", "");
    }

    public ZIM Zim { get; }

    /// <summary>The callIDs of the events, in order.</summary>
    public List<string> CallIDs { get; } = [];

    public void Result(string operation, ZIMError error) => Note($"{operation}: {error.code}", "");

    /// <summary>Takes what was told since the last time.</summary>
    public IReadOnlyList<string> Take()
    {
        lock (_lock)
        {
            string[] told = [.. _told];
            _told.Clear();
            CallIDs.Clear();
            return told;
        }
    }

    private void Note(string what, string callID)
    {
        lock (_lock)
        {
            _told.Add(what);
            CallIDs.Add(callID);
        }
    }
}
