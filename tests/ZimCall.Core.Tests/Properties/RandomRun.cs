using System.Collections.Immutable;

namespace ZimCall.Core.Tests.Properties;

/// <summary>A plot played against the rules. Every user has the devices "user@a" and "user@b".</summary>
internal sealed class RandomRun
{
    public static readonly ImmutableArray<string> Users = [.. Enumerable.Range(0, 14).Select(number => $"u{number}")];
    public static readonly ImmutableArray<string> Devices = [.. Users.SelectMany(user => new[] { $"{user}@a", $"{user}@b" })];

    /// <summary>Absence is limited to half the ring time, so that runs see it end in all kinds of states.</summary>
    public static readonly CallRules Rules = new(new CallPolicy { AbsenceLimit = TimeSpan.FromSeconds(TimeoutSeconds / 2) });

    private const int TimeoutSeconds = 60;
    private readonly List<Turn> _turns = [];

    public RandomRun(Plot plot)
    {
        Play("u0", plot.Moves.Length % 2 == 0, new CallCommand.Invite
        {
            CallId = "1",
            Mode = plot.Mode,
            Invitees = [.. Users[1..(plot.Invitees + 1)]],
            TimeoutSeconds = TimeoutSeconds,
            ChecksReceipt = plot.ChecksReceipt,
        });
        foreach (var move in plot.Moves)
        {
            Play(move);
        }
    }

    public long Now { get; private set; } = 1_000_000;

    public Call Call => _turns[^1].Decision.Call!;

    public IReadOnlyList<Turn> Turns => _turns;

    public IEnumerable<(Call? Before, Step Step, CallCommand? Command, long At)> Steps => _turns.SelectMany(turn => turn.Steps());

    private void Play(Move move)
    {
        var data = move.Who % 3 == 0 ? $"data {_turns.Count}" : "";
        switch (move.Kind)
        {
            case MoveKind.Wait:
                Wait(move);
                break;
            case MoveKind.Deliver:
                Play(Someone(move, member => member.IsPending), move.OtherDevice, new CallCommand.Delivered());
                break;
            case MoveKind.Accept:
                Play(Someone(move, member => member.IsPending), move.OtherDevice, new CallCommand.Accept { ExtendedData = data });
                break;
            case MoveKind.Reject:
                Play(Someone(move, member => member.IsPending), move.OtherDevice, new CallCommand.Reject { ExtendedData = data });
                break;
            case MoveKind.InviteMore:
                var names = Enumerable.Range(0, 1 + (move.Whom % 3)).Select(number => Users[(move.Whom + (5 * number)) % Users.Length]);
                Play(Someone(move, InTheCall), move.OtherDevice, new CallCommand.InviteMore([.. names]));
                break;
            case MoveKind.CancelOne:
                CancelOne(move, data);
                break;
            case MoveKind.CancelAll:
                Play(move.Aimed ? "u0" : Anyone(move.Who), move.OtherDevice, new CallCommand.Cancel([]) { ExtendedData = data });
                break;
            case MoveKind.Join:
                Play(Anyone(move.Who), move.OtherDevice, new CallCommand.Join { ExtendedData = data });
                break;
            case MoveKind.Quit:
                Play(Someone(move, InTheCall), move.OtherDevice, new CallCommand.Quit { ExtendedData = data });
                break;
            case MoveKind.End:
                Play(Someone(move, InTheCall), move.OtherDevice, new CallCommand.End { ExtendedData = data });
                break;
            case MoveKind.Gone:
                Play(Someone(move, member => InTheCall(member) && member.AbsenceEndsAt == 0), false, new CallCommand.UserGone());
                break;
            case MoveKind.Back:
                Play(Someone(move, member => member.AbsenceEndsAt != 0), false, new CallCommand.UserBack());
                break;
        }
    }

    private static bool InTheCall(Member member) => member.State == MemberState.Accepted;

    private static string Anyone(int number) => Users[number % Users.Length];

    private string Someone(Move move, Func<Member, bool> suitable)
    {
        var names = Call.Members.Where(suitable).Select(member => member.UserId).ToArray();
        return move.Aimed && names.Length != 0 ? names[move.Who % names.Length] : Anyone(move.Who);
    }

    private void CancelOne(Move move, string data)
    {
        var pending = Call.Members.Where(member => member.IsPending).ToArray();
        var target = move.Aimed && pending.Length != 0 ? pending[move.Whom % pending.Length] : null;
        var names = new[] { target?.UserId ?? Anyone(move.Whom), Anyone(move.Whom / 7) };
        Play(target?.Inviter ?? Anyone(move.Who), move.OtherDevice, new CallCommand.Cancel([.. names.Take(1 + (move.Who % 2))]) { ExtendedData = data });
    }

    /// <summary>Time passes, often to just before or at a deadline; only sometimes does a timer run.</summary>
    private void Wait(Move move)
    {
        var due = Call.NextDeadline == long.MaxValue ? Now : Math.Max(Now, Call.NextDeadline);
        Now = (move.Whom % 8) switch
        {
            0 => due,
            1 => Math.Max(Now, due - 1),
            2 => due + 1,
            3 => Now + 5_000,
            4 => Now + (move.Whom * 60L),
            5 => Now + (move.Whom * 600L),
            _ => Now + move.Whom,
        };
        if (move.Who % 2 == 0)
        {
            Play("", false, CallCommand.TimePassed.Instance);
        }
    }

    private void Play(string user, bool otherDevice, CallCommand command)
    {
        var before = _turns.Count == 0 ? null : Call;
        command = command with { UserId = user, DeviceId = otherDevice ? $"{user}@b" : $"{user}@a" };
        var due = before is null ? [] : Rules.Decide(before, CallCommand.TimePassed.Instance, Now).Steps;
        _turns.Add(new Turn(before, command, Now, Rules.Decide(before, command, Now), due));
    }
}
