using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ZimCall.Core;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>
/// The relay of one node among many: tells the nodes that have devices of the call's members. They are looked up after the commit: a device that logs in is noted before its calls are read, so it is found here or finds
/// the step there.
/// </summary>
internal sealed class ClusterRelay(
    string nodeId, INodeDirectory directory, ToldCalls told, PeerLinks links, TimeProvider time, ILogger logger)
    : ICallRelay
{
    public void BringUp(CallKey key, Call? found)
    {
        if (found is not null)
        {
            told.BringUp(key, found);
        }
    }

    public void Joined(CallKey key, Session session) => told.Join(key, session);

    public async ValueTask PassOnAsync(CallKey key, Call? found, Decision decision)
    {
        if (decision.Steps.IsEmpty)
        {
            return;
        }

        var after = decision.Call!;
        told.Note(key, after.Revision, ToldCalls.FollowingOf(after));
        try
        {
            var devices = await directory.FindAsync(key.AppId, Concerned(found, after), CancellationToken.None);
            foreach (var node in devices.Where(device => device.NodeId != nodeId).GroupBy(static device => device.NodeId))
            {
                links.Send(node.Key, new NodeMessage { Notice = ToNotice(key, found, decision, [.. node]) });
            }
        }
        catch (CallStoreException exception)
        {
            // The others find out for themselves.
            ServerLog.NoticeLost(logger, exception, key.CallId);
            links.SkipForAll();
        }
    }

    public void Doubt(CallKey key, Call? found)
    {
        links.PutBackGap();
        links.SkipForAll();
    }

    /// <summary>Those whom the decision may concern: they are in the call, or were until now.</summary>
    private static ImmutableArray<string> Concerned(Call? found, Call after)
    {
        var since = found?.Revision ?? 0;
        return [.. after.Members.Where(member => member.State.IsActive() || member.Revision > since).Select(static member => member.UserId)];
    }

    private CallNotice ToNotice(
        CallKey key, Call? found, Decision decision, ImmutableArray<DeviceSession> devices)
    {
        var notice = new CallNotice
        {
            AppId = key.AppId,
            CallId = key.CallId,
            Before = found?.Revision ?? 0,
            After = decision.Call!.Revision,
            DecidedAt = time.NowMs(),
        };
        notice.Following.AddRange(ToldCalls.FollowingOf(decision.Call!));
        foreach (var step in decision.Steps)
        {
            var frames = new StepFrames(step.After, time.NowMs());
            foreach (var device in devices)
            {
                var ofUser = step.Notices.Where(each => each.UserId == device.User.UserId).ToArray();
                if (frames.For(ofUser, device.User.UserId, device.DeviceId) is { } frame)
                {
                    notice.Deliveries.Add(new Delivery { UserId = device.User.UserId, SessionIds = { device.SessionId }, Frame = frame });
                }
            }
        }

        return notice;
    }
}
