namespace ZimCall.Scenarios.Scale;

/// <summary>Tests that count what the whole process holds run while no other test does.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public class AloneCollection;
