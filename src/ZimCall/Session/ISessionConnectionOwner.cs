using ZimCall.Protocol;

namespace ZimCall.Session;

/// <summary>Hears of a connection, on the session's queue.</summary>
internal interface ISessionConnectionOwner
{
    void Opened(SessionConnection connection);

    void FrameRead(SessionConnection connection, ServerFrame frame);

    /// <param name="connection">The connection.</param>
    /// <param name="reason">Why; null when the server ended it in good order.</param>
    void Lost(SessionConnection connection, Exception? reason);
}
