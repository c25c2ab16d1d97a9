namespace ZimCall.Core.Tests.Properties;

/// <summary>The kinds of things that happen in a random run.</summary>
internal enum MoveKind
{
    Deliver, Accept, Reject, InviteMore, CancelOne, CancelAll, Join, Quit, End, Gone, Back, Wait,
}

/// <summary>
/// One thing that happens. It names nobody: <see cref="RandomRun"/> reads it against the call as it then is, so that runs
/// reach deep states and still make sense when parts of them are left out.
/// </summary>
/// <param name="Kind">What.</param>
/// <param name="Who">Chooses the user who acts.</param>
/// <param name="Whom">Chooses the user it is done to, or for how long to wait.</param>
/// <param name="OtherDevice">Whether it comes from the user's second device.</param>
/// <param name="Aimed">Whether to choose among those for whom it can succeed; otherwise among all users.</param>
internal sealed record Move(MoveKind Kind, int Who, int Whom, bool OtherDevice, bool Aimed);

/// <summary>A whole random run: how the call begins, and what happens then.</summary>
internal sealed record Plot(CallMode Mode, int Invitees, bool ChecksReceipt, Move[] Moves)
{
    public override string ToString() => $"{Mode}, {Invitees} invitees, check {ChecksReceipt}:\n  {string.Join("\n  ", (IEnumerable<Move>)Moves)}";
}
