using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// Who is told what (rules 4), as data. The deprecated events are not in it: the SDK raises them with the
/// state change, on the inviter's primary device.
/// </summary>
public static class AudienceTable
{
    /// <summary>Every row, in the order in which one device is told of several events of one step.</summary>
    public static ImmutableArray<AudienceRow> Rows { get; } =
    [
        new(EventKind.CallInvitationCreated, Party.Creator, Audience.AllDevices),
        new(EventKind.CallUserStateChanged, Party.Pending, Audience.AllDevices),
        new(EventKind.CallUserStateChanged, Party.InTheCall, Audience.PrimaryDevice),
        new(EventKind.CallUserStateChanged, Party.JustAnswered, Audience.AllDevices),
        new(EventKind.CallUserStateChanged, Party.JustQuit, Audience.PrimaryDevice),
        new(EventKind.CallInvitationReceived, Party.Invited, Audience.AllDevices),
        new(EventKind.CallInvitationCancelled, Party.Withdrawn, Audience.AllDevices),
        new(EventKind.CallInvitationCancelled, Party.Withdrawer, Audience.OtherDevices),
        new(EventKind.CallInvitationTimeout, Party.TimedOut, Audience.AllDevices),
        new(EventKind.CallInvitationEnded, Party.Pending, Audience.AllDevices),
        new(EventKind.CallInvitationEnded, Party.InTheCall, Audience.PrimaryDevice),
    ];

    /// <summary>The widest row that names one of these parties for an event; null when none does.</summary>
    public static Audience? Of(EventKind kind, Party parties)
    {
        Audience? widest = null;
        foreach (var row in Rows)
        {
            if (row.Event == kind && (row.Party & parties) != 0 && (widest is null || row.Devices > widest))
            {
                widest = row.Devices;
            }
        }

        return widest;
    }
}
