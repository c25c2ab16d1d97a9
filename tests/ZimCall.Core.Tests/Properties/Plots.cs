using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace ZimCall.Core.Tests.Properties;

/// <summary>
/// Random plots. When a property fails, FsCheck prints the plot, made as short as possible, and the seed: two numbers.
/// The test with ZIMCALL_REPLAY set to them, as "1,2", plays the same plots again.
/// </summary>
internal static class Plots
{
    private static readonly Gen<MoveKind> Kinds = Gen.Frequency(
        (8, Gen.Constant(MoveKind.Deliver)),
        (10, Gen.Constant(MoveKind.Accept)),
        (5, Gen.Constant(MoveKind.Reject)),
        (10, Gen.Constant(MoveKind.InviteMore)),
        (4, Gen.Constant(MoveKind.CancelOne)),
        (1, Gen.Constant(MoveKind.CancelAll)),
        (7, Gen.Constant(MoveKind.Join)),
        (6, Gen.Constant(MoveKind.Quit)),
        (1, Gen.Constant(MoveKind.End)),
        (6, Gen.Constant(MoveKind.Gone)),
        (2, Gen.Constant(MoveKind.Back)),
        (8, Gen.Constant(MoveKind.Wait)));

    private static readonly Gen<Move> Moves =
        from kind in Kinds
        from who in Gen.Choose(0, 999)
        from whom in Gen.Choose(0, 999)
        from otherDevice in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
        from aimed in Gen.Frequency((5, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new Move(kind, who, whom, otherDevice, aimed);

    private static readonly Gen<Plot> Random =
        from mode in Gen.Frequency((1, Gen.Constant(CallMode.General)), (3, Gen.Constant(CallMode.Advanced)))
        from invitees in Gen.Choose(1, 9)
        from checksReceipt in Gen.Elements(true, false)
        from length in Gen.Choose(1, 60)
        from moves in Gen.ArrayOf(Moves, length)
        select new Plot(mode, invitees, checksReceipt, moves);

    /// <summary>Checks a property of that many random runs.</summary>
    public static void Check(int count, Action<RandomRun> property) =>
        FsCheck.Check.One(Seeded(Config.QuickThrowOnFailure.WithMaxTest(count)), ForAll(property));

    /// <summary>The same, with the same runs each time: for counting what runs reach.</summary>
    public static void CheckTheSame(int count, Action<RandomRun> property) =>
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(20250101, 1), ForAll(property));

    private static Config Seeded(Config config) =>
        Environment.GetEnvironmentVariable("ZIMCALL_REPLAY")?.Split(',') is [var seed, var gamma]
            ? config.WithReplay(ulong.Parse(seed, CultureInfo.InvariantCulture), ulong.Parse(gamma, CultureInfo.InvariantCulture))
            : config;

    private static Property ForAll(Action<RandomRun> property) =>
        Prop.ForAll(Arb.From(Random, Shorter), plot => property(new RandomRun(plot)));

    private static IEnumerable<Plot> Shorter(Plot plot)
    {
        for (var size = plot.Moves.Length; size >= 1; size /= 2)
        {
            for (var from = 0; from + size <= plot.Moves.Length; from += size)
            {
                yield return plot with { Moves = [.. plot.Moves[..from], .. plot.Moves[(from + size)..]] };
            }
        }

        if (plot.Invitees > 1)
        {
            yield return plot with { Invitees = plot.Invitees - 1 };
        }
    }
}
