using System.Globalization;
using ZimCall.Core;

namespace ZimCall.Bench;

/// <summary>The calls that are measured with: u0 calls u1, u2 and so on.</summary>
internal static class Calls
{
    public const long Now = 1_700_000_000_000;

    public static CallRules Rules { get; } = new(CallPolicy.Default);

    public static IEnumerable<string> Invitees(int members) =>
        Enumerable.Range(1, members - 1).Select(static number => string.Create(CultureInfo.InvariantCulture, $"u{number}"));

    /// <summary>Everybody rings.</summary>
    public static Call Ringing(int members) => Carried(null, new CallCommand.Invite
    {
        UserId = "u0",
        DeviceId = "d0",
        CallId = "1",
        Mode = CallMode.Advanced,
        Invitees = [.. Invitees(members)],
    });

    /// <summary>u1 has accepted.</summary>
    public static Call Answered(int members) => Carried(Ringing(members), new CallCommand.Accept { UserId = "u1", DeviceId = "d1" });

    private static Call Carried(Call? call, CallCommand command) =>
        Rules.Decide(call, command, Now) is { Refusal: null, Call: { } after }
            ? after
            : throw new InvalidOperationException("The benchmark's own set-up was refused.");
}
