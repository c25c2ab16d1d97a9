using System.Collections.Immutable;

namespace ZimCall.Core;

/// <summary>A row of the operation table.</summary>
/// <param name="State">The member state; null for "not a member".</param>
/// <param name="Cells">What it allows, a cell for each of <see cref="OperationTable.Columns"/>.</param>
public sealed record OperationRow(MemberState? State, ImmutableArray<Allowance> Cells);
