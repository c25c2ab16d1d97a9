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
        var member = call.Members[index];
        draft.Put(index, draft.Move(index, accepts ? Trigger.Accept : Trigger.Reject) with
        {
            ExtendedData = command.ExtendedData,
            AcceptTime = accepts ? now : member.AcceptTime,

            // R-ACC-5: the device that answers becomes the primary device.
            PrimaryDevice = accepts ? command.DeviceId : member.PrimaryDevice,
        });
        return draft.Build(command.UserId, command.DeviceId);
    }
}
