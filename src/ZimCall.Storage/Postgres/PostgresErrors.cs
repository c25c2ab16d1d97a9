using System.Data.Common;
using Npgsql;
using ZimCall.Storage.Sql;

namespace ZimCall.Storage.Postgres;

/// <summary>PostgreSQL's errors in words, and which of them pass.</summary>
/// <param name="where">Names the database.</param>
/// <param name="patience">How long a request waits for what passes.</param>
internal sealed class PostgresErrors(string where, TimeSpan patience) : IDatabaseErrors
{
    public TimeSpan PatienceWith(DbException exception) => IsPassing(exception) ? patience : TimeSpan.Zero;

    /// <summary>
    /// Whether trying again may help: the connection is lost or cannot be had, the server starts or stops, two transactions
    /// were in each other's way, it has too many connections.
    /// </summary>
    public static bool IsPassing(DbException exception) => exception.IsTransient;

    public string Explain(DbException exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"{where} refuses the login: check Username and Password ({exception.Message})",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"{where} does not exist: make it with createdb, or name another with Database=",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            $"{where} does not let this user do what the server needs: it must own its schema ({exception.Message})",
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => $"{where} has no room left on its disk: make some",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            $"{where} is read-only, a standby perhaps: name the primary, or several hosts with Target Session Attributes=primary",
        PostgresException => $"{where}: {exception.Message}",
        _ => $"{where} cannot be reached: {exception.Message}",
    };
}
