using Npgsql;

namespace ZimCall.Storage.Postgres;

/// <summary>Several statements in one round trip, and who takes the rows that some of them give.</summary>
internal sealed class Questions(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection);
    private readonly Queue<Action<NpgsqlDataReader>> _readers = new();

    /// <summary>Adds a statement that gives no rows.</summary>
    public void Say(string sql, params ReadOnlySpan<object> values) => _batch.Add(sql, values);

    /// <summary>Adds a query.</summary>
    public void Ask(Action<NpgsqlDataReader> read, string sql, params ReadOnlySpan<object> values)
    {
        _batch.Add(sql, values);
        _readers.Enqueue(read);
    }

    /// <summary>Sends all and reads every answer: an error of any statement comes to light here.</summary>
    public async Task SendAsync()
    {
        await using var reader = await _batch.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
            {
                _readers.Peek()(reader);
            }

            _readers.TryDequeue(out _);
        }
        while (await reader.NextResultAsync());
    }

    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}
