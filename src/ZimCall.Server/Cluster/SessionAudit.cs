using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ZimCall.Server;

/// <summary>Parts with sessions that have gone to other nodes, or are over by what happened there.</summary>
internal sealed class SessionAudit(SessionRegistry sessions, PeerLinks links, ILogger logger) : IOtherNodes
{
    /// <summary>Says so to the nodes that had them.</summary>
    public void Take(ImmutableArray<(DeviceSession Session, bool IsOver)> taken)
    {
        foreach (var node in taken.GroupBy(static each => each.Session.NodeId))
        {
            var user = node.First().Session.User;
            var message = new SessionsTaken { AppId = user.AppId, UserId = user.UserId };
            message.OverSessionIds.AddRange(node.Where(static each => each.IsOver).Select(static each => each.Session.SessionId));
            links.Send(node.Key, new NodeMessage { Taken = message });
        }
    }

    /// <summary>Another node says so.</summary>
    public Task ReceiveAsync(SessionsTaken taken) => CheckAsync(new UserKey(taken.AppId, taken.UserId), [.. taken.OverSessionIds]);

    /// <summary>Nobody said so: looks for itself.</summary>
    public async Task RunAsync()
    {
        foreach (var user in sessions.Users)
        {
            await CheckAsync(user, []);
        }
    }

    private async Task CheckAsync(UserKey user, HashSet<string> over)
    {
        foreach (var session in await sessions.LetGoAsync(user))
        {
            ServerLog.SessionOver(logger, user.UserId, session.DeviceId, "taken by another node");
            if (over.Contains(session.SessionId))
            {
                session.Kick(SignalingService.KickedOut());
            }
            else
            {
                // It comes back, and hears then whether it has a place.
                session.Abandon();
            }
        }
    }
}
