namespace ZimCall.Core;

/// <summary>
/// What a client can refuse by itself, over the same table as the server: only what no reply could allow, because a
/// client's picture may be a moment old. A call's mode and caller never change; a member's state does.
/// </summary>
public static class ClientCheck
{
    /// <summary>Checks a CallInvite before it is sent.</summary>
    public static Refusal? Invite(CallCommand.Invite command) =>
        InviteRule.CheckArguments(command, Arguments.Distinct(command.Invitees));

    /// <summary>Checks an operation on a call whose mode and caller are known.</summary>
    public static Refusal? Operation(Operation operation, CallMode mode, string caller, string userId)
    {
        if (mode == CallMode.General && OperationTable.IsAdvancedOnly(operation))
        {
            return Admission.NotAdvanced(operation);
        }

        // A caller of an Advanced call may have quit and been invited again; then it can answer.
        return mode == CallMode.General && userId == caller && operation is (Core.Operation.CallAccept or Core.Operation.CallReject)
            ? Admission.CallerCannotAnswer(operation, userId)
            : null;
    }
}
