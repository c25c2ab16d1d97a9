using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Takes the steps of calls from node to node. Called behind the call's gate.</summary>
internal interface ICallRelay
{
    /// <summary>A call was found as it is: whoever here has missed a step of another node on the way to it is told.</summary>
    void BringUp(CallKey key, Call? found);

    /// <summary>A session's catch-up has just told it of the call that was found, which it follows.</summary>
    void Joined(CallKey key, Session session);

    /// <summary>The decision on the call that was found is stored, and told here: tells the other nodes.</summary>
    ValueTask PassOnAsync(CallKey key, Call? found, Decision decision);

    /// <summary>A decision on the call that was found may be stored or not, and nobody is told: whoever missed it is to be found.</summary>
    void Doubt(CallKey key, Call? found);
}
