using ZimCall.Testing;

namespace ZimCall.Server.Tests.Support;

internal static class VirtualTimeExtensions
{
    /// <summary>Lets time pass; timers ring on this thread, at their times.</summary>
    public static void Advance(this VirtualTime time, TimeSpan span)
    {
        var end = time.GetUtcNow() + span;
        while (time.MoveToNext(end) is { Count: > 0 } ringing)
        {
            foreach (var timer in ringing)
            {
                timer.Ring();
            }
        }
    }
}
