namespace ZimCall.Tests.Facade;

/// <summary>Tests that use what a process has only one of: the shared instance, the log configuration, environment variables.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class SharedInstanceCollection
{
    public const string Name = "The shared instance";
}
