namespace ZimCall.Scenarios.Simulation;

/// <summary>Something that must never happen has happened.</summary>
internal sealed class SimulationFailure(string message) : Exception(message);
