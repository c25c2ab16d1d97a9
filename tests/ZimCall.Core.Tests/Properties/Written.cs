using System.Text.Json;
using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Properties;

/// <summary>Values written out in full, for comparing what holds immutable arrays (which compare by reference).</summary>
internal static class Written
{
    public static string Of(Call? call) => JsonSerializer.Serialize(call);

    public static string Of(Step step) => $"{Of(step.After)} {string.Join(" | ", step.Notices.Select(NoticeText.Of))}";

    public static string Of(IEnumerable<Step> steps) => string.Join('\n', steps.Select(Of));

    public static string Of(Decision decision) =>
        $"{Of(decision.Call)} {decision.Refusal} {Of(decision.Steps)} {string.Join(' ', decision.InviteErrors)} {string.Join(' ', decision.ErrorInvitees)}";
}
