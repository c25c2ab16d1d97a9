namespace ZimCall.Scenarios.Simulation;

/// <summary>The simulation runs by itself: it uses both cores, and its order is what is looked at.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SimulationCollection
{
    public const string Name = "Simulation";
}
