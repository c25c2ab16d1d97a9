namespace ZimCall.Core.Tests.Fixture;

/// <summary>
/// A notice as tests write it: whom, a colon, what. "bob" alone is every device of bob, "bob@pc!" that device only,
/// "bob-bob@pc" every other device. "changed alice=Quit" lists the members that changed.
/// </summary>
internal static class NoticeText
{
    public static string Of(Notice notice) => $"{Whom(notice)}: {Of(notice.Event)}";

    public static string Of(CallEvent told) => told switch
    {
        CallEvent.Created => "created",
        CallEvent.Received => "received",
        CallEvent.UserStateChanged changed =>
            $"changed {string.Join(' ', changed.Changed.Select(member => $"{member.UserId}={member.State}"))}",
        CallEvent.Cancelled { ExtendedData: "" } cancelled => $"cancelled by {cancelled.Inviter}",
        CallEvent.Cancelled cancelled => $"cancelled by {cancelled.Inviter} \"{cancelled.ExtendedData}\"",
        CallEvent.TimedOut => "timed out",
        CallEvent.Ended => "ended",
        CallEvent.LetGo => "let go",
        _ => throw new ArgumentOutOfRangeException(nameof(told)),
    };

    private static string Whom(Notice notice) => notice.Scope switch
    {
        DeviceScope.Only => $"{notice.DeviceId}!",
        DeviceScope.AllBut => $"{notice.UserId}-{notice.DeviceId}",
        _ => notice.UserId,
    };
}
