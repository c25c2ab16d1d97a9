namespace ZimCall.Scenarios.Observing;

/// <summary>Tests that listen to what every instance in the process tells: none of them while another test runs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TelemetryCollection
{
    public const string Name = "telemetry";
}
