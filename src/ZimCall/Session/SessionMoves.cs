namespace ZimCall.Session;

/// <summary>The moves that a session can make; any other is a bug and throws.</summary>
internal static class SessionMoves
{
    public static void Check(SessionPhase from, SessionPhase to)
    {
        var isAllowed = (from, to) switch
        {
            (_, SessionPhase.LoggedOut) => true,
            (SessionPhase.LoggedOut or SessionPhase.BackingOff, SessionPhase.Opening) => true,
            (SessionPhase.Opening, SessionPhase.Greeting) => true,
            (SessionPhase.Greeting, SessionPhase.CatchingUp) => true,
            (SessionPhase.CatchingUp, SessionPhase.Serving) => true,
            (SessionPhase.Opening or SessionPhase.Greeting or SessionPhase.CatchingUp or SessionPhase.Serving, SessionPhase.BackingOff) => true,
            (SessionPhase.Serving, SessionPhase.LoggingOut) => true,
            _ => false,
        };
        if (!isAllowed)
        {
            throw new InvalidOperationException($"A session cannot go from {from} to {to}.");
        }
    }
}
