using ZimCall.Protocol;

namespace ZimCall.Session;

/// <summary>Hears of a session, on its queue.</summary>
internal interface ISessionOwner
{
    /// <summary>The calls to be brought up to date.</summary>
    IEnumerable<KnownCall> KnownCalls();

    void StateChanged(ZIMConnectionState state, ZIMConnectionEvent why);

    /// <summary>The connection is back: all that was missed, at once.</summary>
    void CaughtUp(IEnumerable<Update> updates, IEnumerable<string> lostCallIds);

    void Updated(Update update);

    /// <summary>A reply came to a request that was given up, or answered before.</summary>
    void RepliedLate(Reply reply);

    void TokenWillExpire(uint seconds);

    /// <summary>Something went wrong that no operation is there to report.</summary>
    void Failed(ZIMError error);

    /// <summary>Nobody is logged in any more.</summary>
    void SessionOver();
}
