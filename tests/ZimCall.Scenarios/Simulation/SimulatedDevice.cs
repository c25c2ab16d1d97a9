namespace ZimCall.Scenarios.Simulation;

/// <summary>One ZIM instance of one user, what it is told, and what was done to it.</summary>
internal sealed class SimulatedDevice
{
    private readonly Lock _lock = new();
    private readonly List<string> _told = [];
    private readonly List<SimulatedOperation> _open = [];

    public SimulatedDevice(ZIM zim, string userId, string deviceId, CallPictures history, bool maySkip)
    {
        (Zim, UserId, DeviceId) = (zim, userId, deviceId);
        Watch = new EventWatch(userId, history, this, maySkip);
        zim.OnCallInvitationCreated += (_, info, callID) => Told($"Created {callID}", () => Watch.Created(callID, info));
        zim.OnCallInvitationReceived += (_, info, callID) => Told($"Received {callID}", () => Watch.Received(callID, info));
        zim.OnCallInvitationCancelled += (_, info, callID) => Told($"Cancelled {callID} by {info.inviter} {info.extendedData}", () => Watch.Cancelled(callID, info));
        zim.OnCallInvitationTimeout += (_, _, callID) => Told($"Timeout {callID}", () => Watch.TimedOut(callID));
        zim.OnCallInvitationEnded += (_, info, callID) => Told($"Ended {callID} by {info.operatedUserID} {info.extendedData}", () => Watch.Ended(callID, info));
        zim.OnCallUserStateChanged += (_, info, callID) => Told($"Changed {callID} {Describe(info)}", () => Watch.Changed(callID, info));
        zim.OnConnectionStateChanged += (_, state, why, _) => Told($"{state} ({why})", () => Watch.ConnectionChanged(state));
        zim.OnError += (_, error) => Told($"Error {error.code}: {error.message}", () => Watch.Failed(error));
    }

    public ZIM Zim { get; }

    public string UserId { get; }

    public string DeviceId { get; }

    public EventWatch Watch { get; }

    /// <summary>Whether its network is silent.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Whether its frames take time, or have until a moment ago.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Whether its process is gone.</summary>
    public bool IsCrashed { get; set; }

    /// <summary>Whether, as far as it knows and was told, it is logged in with a network that works.</summary>
    public bool IsOnline => !IsDropped && !IsSlow && !IsCrashed && Zim.ConnectionState == ZIMConnectionState.Connected;

    public override string ToString() => $"{UserId}/{DeviceId}";

    /// <summary>An operation begins; call the answer with the callID, if any, and the code.</summary>
    public Action<string, ZIMError> Begin(SimulatedOperation operation)
    {
        lock (_lock)
        {
            _open.Add(operation);
        }

        return (callId, error) =>
        {
            Told($"answer of {operation.Name} {operation.Mark}: {error.code}", () =>
            {
                _open.Remove(operation);
                operation.Answer(callId, error.code);
                Watch.Answered(operation);
            });
        };
    }

    /// <summary>Whether an operation is not answered yet. Called by the watch, inside an event.</summary>
    public bool IsOpen(string mark) => mark.Length > 0 && _open.Exists(operation => operation.Mark == mark);

    public IReadOnlyList<SimulatedOperation> Open()
    {
        lock (_lock)
        {
            return [.. _open];
        }
    }

    /// <summary>Takes what it was told since the last time.</summary>
    public IReadOnlyList<string> TakeTold()
    {
        lock (_lock)
        {
            string[] told = [.. _told];
            _told.Clear();
            return told;
        }
    }

    private static string Describe(ZIMCallUserStateChangeInfo info) =>
        string.Join(", ", info.callUserList.Select(static user => $"{user.userID}={user.state}{(user.extendedData.Length > 0 ? $"({user.extendedData})" : "")}"));

    private void Told(string what, Action check)
    {
        lock (_lock)
        {
            _told.Add(what);
            check();
        }
    }
}
