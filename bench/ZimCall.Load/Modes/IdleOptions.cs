namespace ZimCall.Load.Modes;

/// <summary>How many sessions are to do nothing, and for how long.</summary>
internal sealed record IdleOptions
{
    public required int Sessions { get; init; }

    /// <summary>Over how many connections they are spread; 0 for one each.</summary>
    public required int Connections { get; init; }

    /// <summary>Seconds.</summary>
    public required double Hold { get; init; }

    public required int Rounds { get; init; }

    /// <summary>Whether bare streams are measured, too.</summary>
    public required bool Floor { get; init; }

    public int ConnectionsOf(int streams) => Connections == 0 ? streams : Math.Min(Connections, streams);
}
