using ZimCall.Protocol;

namespace ZimCall.Session;

/// <summary>A request that has had no reply yet. It outlives connections: it is sent again, with its id, on the next.</summary>
/// <param name="Frame">The request.</param>
/// <param name="Deadline">When to give it up, on the session's clock.</param>
/// <param name="Done">Is given the reply, or null and the reason why there is none.</param>
internal sealed record PendingRequest(Request Frame, long Deadline, Action<Reply?, ZIMError> Done)
{
    /// <summary>Whether it ever went out.</summary>
    public bool WasSent { get; set; }

    /// <summary>Whether the connection broke after it went out.</summary>
    public bool WasCutOff { get; set; }
}
