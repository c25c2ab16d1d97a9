using static ZimCall.Core.MemberState;

namespace ZimCall.Core.Tests.Properties;

/// <summary>
/// The table of rules 4, read once more from the states before and after a step. It does not use the Core's own table
/// nor the marks that the Core leaves with members.
/// </summary>
internal static class ExpectedAudience
{
    // System.Threading has a Timeout too.
    private const MemberState TimedOut = MemberState.Timeout;

    /// <summary>What one user is told, in order, as scope and event.</summary>
    public static IEnumerable<string> Of(Call? before, Call after, CallCommand? command, Member member)
    {
        var was = before?.Find(member.UserId)?.State;
        var changed = $"changed {string.Join(' ', Visible(before, after).Select(each => $"{each.UserId}={each.State}"))}";
        var primary = $"{member.PrimaryDevice}!";
        var somethingChanged = changed != "changed ";
        if (before is null)
        {
            return member.UserId == after.Caller
                ? [$"{member.UserId}: created", $"{primary}: {changed}"]
                : [$"{member.UserId}: received"];
        }

        var told = new List<string>();
        switch (member.State)
        {
            case Inviting when was != Inviting:
                told.Add($"{member.UserId}: received");
                break;
            case Inviting or NotYetReceived or Received when after.EndReason == EndReason.EndedByMember:
                told.Add($"{member.UserId}: ended");
                break;
            case Inviting or NotYetReceived or Received when somethingChanged:
                told.Add($"{member.UserId}: {changed}");
                break;
            case Accepted when after.EndReason == EndReason.EndedByMember:
                told.Add($"{primary}: ended");
                break;
            case Accepted when was == Accepted && somethingChanged:
                told.Add($"{primary}: {changed}");
                break;
            case Accepted or Rejected when was != member.State:
                told.Add($"{member.UserId}: {changed}");
                break;
            case Quit when was == Accepted:
                told.Add($"{primary}: {changed}");
                break;
            case TimedOut when was != TimedOut:
                told.Add($"{member.UserId}: timed out");
                break;
            case Cancelled when was is Inviting or NotYetReceived or Received:
                told.Add($"{member.UserId}: cancelled by {member.Inviter}{Data(command)}");
                break;
        }

        if (command is CallCommand.Cancel && command.UserId == member.UserId)
        {
            told.Add($"{member.UserId}-{command.DeviceId}: cancelled by {member.UserId}{Data(command)}");
        }

        return told;
    }

    /// <summary>The members of whose change others hear: all whose state differs, but those withdrawn by R-EMPTY.</summary>
    private static IEnumerable<Member> Visible(Call? before, Call after) =>
        after.Members.Where(member => before?.Find(member.UserId)?.State != member.State
            && !(after.EndReason == EndReason.Emptied && member.State == Cancelled));

    private static string Data(CallCommand? command) =>
        command is CallCommand.Cancel { ExtendedData.Length: > 0 } ? $" \"{command.ExtendedData}\"" : "";
}
