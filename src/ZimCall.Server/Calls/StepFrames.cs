using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// The frames of one step. Devices that are told the same, one event that does not depend on who is told, are sent one
/// and the same frame, encoded once; nobody changes it any more.
/// </summary>
internal struct StepFrames(Call call, long now)
{
    private CallEvent? _sharedEvent;
    private (string Inviter, long Deadline) _sharedInvitation;
    private ServerFrame? _sharedFrame;

    /// <summary>What a device is told by a user's notices; null for nothing.</summary>
    public ServerFrame? For(ReadOnlySpan<Notice> notices, string userId, string deviceId)
    {
        var count = 0;
        CallEvent? only = null;
        foreach (var notice in notices)
        {
            if (notice.Includes(userId, deviceId))
            {
                count++;
                only = notice.Event;
            }
        }

        if (only is null)
        {
            return null;
        }

        var follows = call.IsFollowedBy(userId, deviceId);
        if (count > 1 || only is CallEvent.Created)
        {
            return Make(notices, userId, deviceId, follows);
        }

        // An invitation is the same for all who were invited by one user at one time.
        var invitation = only is CallEvent.Received && call.Find(userId) is { } member ? (member.Inviter, member.Deadline) : default;
        if (ReferenceEquals(only, _sharedEvent) && invitation == _sharedInvitation && _sharedFrame?.Update.Follows == follows)
        {
            _sharedFrame.Encode();
        }
        else
        {
            (_sharedEvent, _sharedInvitation) = (only, invitation);
            _sharedFrame = Make(notices, userId, deviceId, follows);
        }

        return _sharedFrame;
    }

    private readonly ServerFrame Make(ReadOnlySpan<Notice> notices, string userId, string deviceId, bool follows)
    {
        var update = new Update { CallId = call.CallId, Revision = call.Revision, Follows = follows, Traceparent = ServerTraces.Current };
        foreach (var notice in notices)
        {
            if (notice.Includes(userId, deviceId) && CallMapping.ToEvent(call, notice.Event, userId, now) is { } @event)
            {
                // Mostly there is one; a list of eight places is what adding makes by itself.
                update.Events.Capacity = update.Events.Count + 1;
                update.Events.Add(@event);
            }
        }

        return new ServerFrame { Update = update };
    }
}
