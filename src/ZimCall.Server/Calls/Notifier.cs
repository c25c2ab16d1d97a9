using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>Takes a step's notices to the sessions they are for: one frame per session and step.</summary>
internal sealed class Notifier(SessionRegistry sessions, TimeProvider time)
{
    public void Tell(CallKey key, Step step, Outbox outbox)
    {
        var frames = new StepFrames(step.After, time.NowMs());
        var notices = step.Notices.AsSpan();
        for (var start = 0; start < notices.Length;)
        {
            // A user's notices stand together; each session gets those that include its device.
            var userId = notices[start].UserId;
            var end = start + 1;
            while (end < notices.Length && notices[end].UserId == userId)
            {
                end++;
            }

            foreach (var session in sessions.Of(new UserKey(key.AppId, userId)))
            {
                if (frames.For(notices[start..end], userId, session.DeviceId) is { } frame)
                {
                    outbox.Post(session, frame);
                }
            }

            start = end;
        }
    }

    /// <summary>What a device that was away is told of a call; null when it is up to date.</summary>
    public Update? CatchUp(Call call, string userId, string deviceId, long? known)
    {
        var missed = CallSync.For(call, userId, deviceId, known);
        if (missed.Events.IsEmpty && (missed.Follows || known is null))
        {
            return null;
        }

        var update = new Update { CallId = call.CallId, Revision = call.Revision, Follows = missed.Follows };
        if (missed.Follows)
        {
            update.Call = CallMapping.ToPicture(call, userId);
        }

        var now = time.NowMs();
        foreach (var told in missed.Events)
        {
            if (CallMapping.ToEvent(call, told, userId, now) is { } @event)
            {
                update.Events.Add(@event);
            }
        }

        return update;
    }
}
