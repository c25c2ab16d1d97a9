namespace ZimCall.Load.Flow;

/// <summary>What to load with.</summary>
internal sealed record FlowOptions
{
    /// <summary>How many pairs call each other.</summary>
    public required int Pairs { get; init; }

    /// <summary>How many groups.</summary>
    public required int Groups { get; init; }

    /// <summary>How many members a group has, the caller among them.</summary>
    public required int GroupSize { get; init; }

    /// <summary>Over how many connections users are spread; 0 for one each.</summary>
    public required int Connections { get; init; }

    /// <summary>Calls a second that arrive; 0 for full speed.</summary>
    public required double Rate { get; init; }

    public required double Warmup { get; init; }

    public required double Duration { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Calls that are alive all the while.</summary>
    public required int LiveCalls { get; init; }

    public required bool Floor { get; init; }

    /// <summary>
    /// Whether two servers take turns, so that costs can be compared: with pairs and with groups, or beside a few live calls and beside
    /// all of them.
    /// </summary>
    public required bool InTurn { get; init; }

    public required int Seed { get; init; }

    public int Users => (Pairs * 2) + (Groups * GroupSize);
}
