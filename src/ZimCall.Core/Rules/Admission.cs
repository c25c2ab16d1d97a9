namespace ZimCall.Core;

/// <summary>
/// Asks the operation table, and says why when it says no. One place for both sides: the server asks with the call's
/// present state, the client only for what no state could allow (<see cref="ClientCheck"/>).
/// </summary>
internal static class Admission
{
    /// <summary>The refusal, or null when the table allows the operation to this user.</summary>
    public static Refusal? Check(Call call, CallCommand command, Operation operation)
    {
        var member = call.Find(command.UserId);
        return OperationTable.Of(member?.State, operation) switch
        {
            Allowance.Yes => null,
            Allowance.Advanced when call.Mode == CallMode.Advanced => null,
            Allowance.SwitchDevice when call.Mode == CallMode.Advanced && member?.PrimaryDevice != command.DeviceId => null,
            _ => Why(call, member, operation),
        };
    }

    /// <summary>The refusal of an operation that exists in Advanced calls only.</summary>
    public static Refusal NotAdvanced(Operation operation) =>
        Refusal.Of(operation, RefusalReason.NotAdvanced, $"{Rule(operation)}-1", "the call is a General call");

    /// <summary>The refusal of an answer by the caller, whom nobody invited.</summary>
    public static Refusal CallerCannotAnswer(Operation operation, string userId) =>
        Refusal.Of(operation, RefusalReason.IsNotInvitee, $"{Rule(operation)}-1", $"\"{userId}\" is the caller");

    private static Refusal Why(Call call, Member? member, Operation operation)
    {
        if (call.Mode == CallMode.General && OperationTable.IsAdvancedOnly(operation))
        {
            return NotAdvanced(operation);
        }

        return operation is Operation.CallAccept or Operation.CallReject
            ? WhyNoAnswer(call, member, operation)
            : member switch
            {
                null => Refusal.Of(operation, RefusalReason.IsNotInvitee, $"{Rule(operation)}-1", "the user is not a member"),
                _ when operation == Operation.CallJoin =>
                    Found(operation, RefusalReason.AlreadyInTheCall, 2, member, " on this device"),
                _ => Found(operation, RefusalReason.WrongState, 1, member),
            };
    }

    private static Refusal WhyNoAnswer(Call call, Member? member, Operation operation) => member switch
    {
        null => Refusal.Of(operation, RefusalReason.IsNotInvitee, $"{Rule(operation)}-1", "the user is not a member"),
        _ when member.UserId == call.Caller => CallerCannotAnswer(operation, member.UserId),
        { State: MemberState.Timeout or MemberState.Cancelled } =>
            Found(operation, RefusalReason.CallDoesNotExist, 2, member),
        _ => Found(operation, RefusalReason.WrongState, 3, member),
    };

    private static Refusal Found(Operation operation, RefusalReason reason, int number, Member member, string more = "") =>
        Refusal.Of(operation, reason, $"{Rule(operation)}-{number}", $"member \"{member.UserId}\" is {member.State}{more}");

    private static string Rule(Operation operation) => operation switch
    {
        Operation.CallAccept => "R-ACC",
        Operation.CallReject => "R-REJ",
        Operation.CallingInvite => "R-CIN",
        Operation.CallJoin => "R-JOI",
        Operation.CallQuit => "R-QUI",
        _ => "R-END",
    };
}
