namespace ZimCall.Architecture.Tests.Packages;

/// <summary>Tests that build projects of the repository: two builds at once would be in each other's way.</summary>
[CollectionDefinition("Builds")]
public sealed class BuildsCollection : ICollectionFixture<PackedPackages>;
