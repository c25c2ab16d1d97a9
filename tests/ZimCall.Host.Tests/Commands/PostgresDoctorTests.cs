using ZimCall.Host.Tests.Support;
using ZimCall.Storage.Tests.Support;

namespace ZimCall.Host.Tests.Commands;

/// <summary><c>zimcall-server doctor</c> on a PostgreSQL database.</summary>
[Trait("Needs", "PostgreSQL")]
public sealed class PostgresDoctorTests(PostgresServer postgres) : IClassFixture<PostgresServer>, IDisposable
{
    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    public async Task Its_schema_and_its_clock_are_looked_at_and_nothing_is_changed()
    {
        var database = await postgres.CreateDatabaseAsync();
        string[] arguments = ["doctor", "--dev", "--urls", "http://127.0.0.1:0", "--store", $"postgres:{database}"];
        for (var i = 0; i < 2; i++)
        {
            var (code, output, _) = await _operator.RunAsync(arguments);
            code.Should().Be(0, output);
            output.Should().ContainAll("not used yet", "the database's clock is", "ms");
        }

        await using (var store = await Storage.PostgresStore.OpenAsync(new Storage.PostgresStoreOptions(database), default))
        {
            (await _operator.RunAsync(arguments)).Output.Should().MatchRegex(": schema [1-9]");
        }

        await PostgresServer.ExecuteAsync(database, "update schema_version set version = 1");
        (await _operator.RunAsync(arguments)).Output.Should().MatchRegex("brings schema 1 up to [2-9]");
        await PostgresServer.ExecuteAsync(database, "update schema_version set version = 999");
        (await _operator.RunAsync(arguments)).ExitCode.Should().Be(1);
    }
}
