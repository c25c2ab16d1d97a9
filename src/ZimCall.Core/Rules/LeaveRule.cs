namespace ZimCall.Core;

/// <summary>CallQuit (R-QUI) and CallEnd (R-END).</summary>
internal static class LeaveRule
{
    public static Ruling Quit(Call call, CallCommand.Quit command, long now)
    {
        if (Admission.Check(call, command, Operation.CallQuit) is { } refused)
        {
            return refused;
        }

        var draft = new Draft(call, now);
        var index = call.IndexOf(command.UserId);
        draft.Put(index, draft.Move(index, Trigger.Quit) with { ExtendedData = command.ExtendedData, QuitTime = now });
        return draft.Build(command.UserId, command.DeviceId);
    }

    public static Ruling End(Call call, CallCommand.End command, long now)
    {
        if (Admission.Check(call, command, Operation.CallEnd) is { } refused)
        {
            return refused;
        }

        // R-END-2: every member's state stays as it is.
        var draft = new Draft(call, now);
        draft.End(EndReason.EndedByMember, command.UserId, command.ExtendedData);
        return draft.Build(command.UserId, command.DeviceId);
    }
}
