namespace ZimCall.Scenarios.Simulation;

/// <summary>One operation of one device, and its answers: there must come exactly one.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Mark">Unique; the operation carries it as extendedData where it can, so that its effects can be found.</param>
/// <param name="UserId">The user.</param>
/// <param name="DeviceId">The device.</param>
/// <param name="Invitees">Whom it names.</param>
internal sealed record SimulatedOperation(string Name, string Mark, string UserId, string DeviceId, IReadOnlyList<string> Invitees)
{
    private int _answers;

    /// <summary>The call; of an invitation only once it is answered.</summary>
    public string CallId { get; set; } = "";

    public ZIMErrorCode Code { get; private set; }

    public int Answers => Volatile.Read(ref _answers);

    public bool IsOpen => Answers == 0;

    public bool Succeeded => !IsOpen && Code == ZIMErrorCode.Success;

    /// <summary>Whether the server may have carried it out, although the answer does not say so.</summary>
    public bool IsOutcomeUnknown => !IsOpen && Code is ZIMErrorCode.CommonModuleIMServerDisconnect
        or ZIMErrorCode.NetworkModuleRequestTimeout or ZIMErrorCode.NetworkModuleUserHasAlreadyLoggedOut
        or ZIMErrorCode.CommonModuleNotInit or ZIMErrorCode.NetworkModuleUserIsNotLogged;

    public void Answer(string callId, ZIMErrorCode code)
    {
        CallId = callId.Length == 0 ? CallId : callId;
        Code = code;
        Interlocked.Increment(ref _answers);
    }

    public override string ToString() =>
        $"{Name} {Mark} of {UserId}/{DeviceId}, call {CallId}" + (IsOpen ? ", not answered" : $", answered {Code} {Answers} time(s)");
}
