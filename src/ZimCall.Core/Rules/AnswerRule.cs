namespace ZimCall.Core;

/// <summary>CallAccept (R-ACC) and CallReject (R-REJ).</summary>
internal static class AnswerRule
{
    public static Ruling Decide(Call call, CallCommand command, long now)
    {
        var accepts = command is CallCommand.Accept;
        var operation = accepts ? Operation.CallAccept : Operation.CallReject;
        if (Admission.Check(call, command, operation) is { } refused)
        {
            return refused;
        }

        var draft = new Draft(call, now);
        var index = call.IndexOf(command.UserId);
        var answered = draft.Move(index, accepts ? Trigger.Accept : Trigger.Reject) with { ExtendedData = command.ExtendedData };

        // R-ACC-5: the device that answers becomes the primary device.
        draft.Put(index, accepts ? answered with { AcceptTime = now, PrimaryDevice = command.DeviceId } : answered);
        return draft.Build(command.UserId, command.DeviceId);
    }
}
