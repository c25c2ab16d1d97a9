using System.Collections.Immutable;

namespace ZimCall.Server;

/// <summary>What came of a device's login.</summary>
/// <param name="Session">The session it has now.</param>
/// <param name="Before">The session as it was, for a client instance that goes on with it; null for a new one.</param>
/// <param name="Displaced">Sessions that are over by that (R-DEV-1).</param>
public sealed record DeviceOpening(DeviceSession Session, DeviceSession? Before, ImmutableArray<DeviceSession> Displaced)
{
    /// <summary>Applies R-DEV-1; every <see cref="INodeDirectory"/> does by this.</summary>
    /// <param name="sessions">The user's sessions, the oldest first, without those that are gone.</param>
    /// <param name="login">Who logs in.</param>
    /// <returns>What follows; null when others have taken the place of the session that the client names.</returns>
    /// <remarks>
    /// A reconnect names a session, and pushes nobody out: whoever stands in its way logged in later. Who names none has
    /// left the session it had, and a Logout of that may still be on its way.
    /// </remarks>
    public static DeviceOpening? Decide(ImmutableArray<DeviceSession> sessions, DeviceLogin login)
    {
        ArgumentNullException.ThrowIfNull(login);
        var isReconnect = login.NamedSessionId.Length != 0;
        var own = sessions.FirstOrDefault(session => session.DeviceId == login.Session.DeviceId);
        if (own is not null && own.InstanceId == login.Session.InstanceId && isReconnect)
        {
            return new DeviceOpening(own with { NodeId = login.Session.NodeId }, own, []);
        }

        var others = own is null ? sessions : sessions.Remove(own);
        var displaced = others[..Math.Max(0, others.Length - login.OtherDevices)];
        if (own is not null)
        {
            displaced = displaced.Add(own);
        }

        return isReconnect && !displaced.IsEmpty ? null : new DeviceOpening(login.Session, null, displaced);
    }
}
