namespace ZimCall.Storage.Tests.Support;

/// <summary>Tests that share the server, one after the other; each has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}
