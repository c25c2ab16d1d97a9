using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>Tells devices what became of a call. Called behind the call's gate.</summary>
internal interface ICallTeller
{
    /// <summary>A call was found as it is: before the answer, whoever here has missed a step on the way to it is told.</summary>
    void BringUp(CallKey key, Call? found);

    /// <summary>A session's catch-up has just told it of the call that was found, which it follows.</summary>
    void Joined(CallKey key, Session session);

    /// <summary>The decision on the call that was found is stored and answered: tells whom it concerns.</summary>
    ValueTask TellAsync(CallKey key, Call? found, Decision decision);
}
