namespace ZimCall.Load.Floor;

/// <summary>The floor once.</summary>
/// <param name="Tcp">Ping-pong over TCP.</param>
/// <param name="EchoAlone">One stream, one message under way.</param>
/// <param name="Echo">As many streams as the flow has, one message under way on each; or echoes arriving at the flow's rate.</param>
internal sealed record FloorRound(FloorResult Tcp, FloorResult EchoAlone, FloorResult Echo);
