using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>
/// What a member state allows (rules 3), as data. CallInvite, CallCancel and the query do not depend on
/// the member's own state and are not in it. The server decides by this table, the client checks with it, and the
/// documentation is printed from it.
/// </summary>
public static class OperationTable
{
    private const Allowance No = Allowance.No;
    private const Allowance Yes = Allowance.Yes;
    private const Allowance Adv = Allowance.Advanced;
    private const Allowance Switch = Allowance.SwitchDevice;

    /// <summary>The operations that depend on the member's state, in the order of the columns.</summary>
    public static ImmutableArray<Operation> Columns { get; } =
    [
        Operation.CallAccept, Operation.CallReject, Operation.CallingInvite, Operation.CallQuit, Operation.CallEnd,
        Operation.CallJoin,
    ];

    /// <summary>One row for each member state; the state null stands for "not a member".</summary>
    public static ImmutableArray<OperationRow> Rows { get; } =
    [
        //                               Accept  Reject  Calling Quit  End  Join
        new(MemberState.Inviting,       [Yes,    Yes,    No,     No,   No,  Adv]),
        new(MemberState.NotYetReceived, [Yes,    Yes,    No,     No,   No,  Adv]),
        new(MemberState.Received,       [Yes,    Yes,    No,     No,   No,  Adv]),
        new(MemberState.Accepted,       [No,     No,     Adv,    Adv,  Adv, Switch]),
        new(MemberState.Rejected,       [No,     No,     No,     No,   No,  Adv]),
        new(MemberState.Cancelled,      [No,     No,     No,     No,   No,  Adv]),
        new(MemberState.Timeout,        [No,     No,     No,     No,   No,  Adv]),
        new(MemberState.Quit,           [No,     No,     No,     No,   No,  Adv]),
        new(null,                       [No,     No,     No,     No,   No,  Adv]),
    ];

    /// <summary>The cell of one state and operation.</summary>
    public static Allowance Of(MemberState? state, Operation operation)
    {
        var column = Columns.IndexOf(operation);
        ArgumentOutOfRangeException.ThrowIfNegative(column, nameof(operation));
        foreach (var row in Rows)
        {
            if (row.State == state)
            {
                return row.Cells[column];
            }
        }

        return Allowance.No;
    }

    /// <summary>Whether the operation is for Advanced calls only, whatever the state.</summary>
    public static bool IsAdvancedOnly(Operation operation)
    {
        var column = Columns.IndexOf(operation);
        if (column < 0)
        {
            return false;
        }

        foreach (var row in Rows)
        {
            if (row.Cells[column] == Allowance.Yes)
            {
                return false;
            }
        }

        return true;
    }
}
