using ZimCall.Core;

namespace ZimCall.Host;

/// <summary>How the pages say things.</summary>
internal static class Words
{
    /// <summary>How long something takes or took: <c>0.8 s</c>, <c>4 m 05 s</c>, <c>2 h 10 m</c>.</summary>
    public static string Of(TimeSpan span) => span switch
    {
        { TotalMilliseconds: < 0 } => "0 s",
        { TotalSeconds: < 10 } => FormattableString.Invariant($"{span.TotalSeconds:0.0} s"),
        { TotalMinutes: < 1 } => FormattableString.Invariant($"{span.TotalSeconds:0} s"),
        { TotalHours: < 1 } => FormattableString.Invariant($"{span.Minutes} m {span.Seconds:00} s"),
        _ => FormattableString.Invariant($"{(int)span.TotalHours} h {span.Minutes:00} m"),
    };

    public static string Time(long ms) => FormattableString.Invariant($"{DateTimeOffset.FromUnixTimeMilliseconds(ms):yyyy-MM-dd HH:mm:ss} UTC");

    public static string Of(EndReason reason) => reason switch
    {
        EndReason.NobodyPending => "nobody is pending any more",
        EndReason.EndedByMember => "ended by a member",
        EndReason.Cancelled => "cancelled by the caller",
        EndReason.CallerGone => "the caller was gone",
        EndReason.Emptied => "nobody was left",
        _ => "goes on",
    };

    /// <summary>A call in one word, by which it is coloured too.</summary>
    public static string StateOf(Call call) => call switch
    {
        { State: CallState.Ended } => "ended",
        _ => call.HasAcceptedBeside(call.Caller) ? "answered" : "ringing",
    };

    public static Html Badge(string word) => Html.Of($"<span class=\"badge {word.ToLowerInvariant()}\">{word}</span>");
}
