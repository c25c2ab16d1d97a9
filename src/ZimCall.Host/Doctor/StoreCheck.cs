using ZimCall.Server;
using ZimCall.Storage;

namespace ZimCall.Host;

/// <summary>Whether the store can be reached, whether its schema is one that this program knows, and what its clock says.</summary>
internal sealed class StoreCheck : IDoctorCheck
{
    /// <summary>The database's clock decides, so that this is harmless; but something is wrong with one of the machines.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(2);

    public string Name => "store";

    public async Task<IReadOnlyList<Finding>> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            return settings.Store switch
            {
                StoreChoice.Sqlite(var folder) => [.. Find(await SqliteStore.InspectAsync(folder, cancellationToken)), .. FolderFindings(folder)],
                StoreChoice.Postgres postgres =>
                    [.. Find(await PostgresStore.InspectAsync(new PostgresStoreOptions(postgres.ToConnectionString()), cancellationToken))],
                _ => [Finding.Warn("calls are in memory: they are gone when the server ends. --data or --store keeps them")],
            };
        }
        catch (CallStoreException exception)
        {
            return [Finding.Fail(exception.Message)];
        }
    }

    private static IEnumerable<Finding> Find(StoreState state)
    {
        yield return state.Schema > state.KnownSchema
                ? Finding.Fail($"{state.Database}: schema {state.Schema} is of a newer program, this one knows up to {state.KnownSchema}")
            : state.Schema == 0 ? Finding.Ok($"{state.Database}: not used yet, the first start makes its tables")
            : state.Schema < state.KnownSchema
                ? Finding.Warn($"{state.Database}: the next start brings schema {state.Schema} up to {state.KnownSchema}; make a backup before")
            : Finding.Ok($"{state.Database}: schema {state.Schema}");
        if (state.ClockAhead is { } ahead)
        {
            var text = $"the database's clock is {Math.Abs(ahead.TotalMilliseconds):0} ms {(ahead < TimeSpan.Zero ? "behind" : "ahead of")} this machine's";
            yield return ahead.Duration() > ClockTolerance ? Finding.Warn($"{text}: set them, by NTP") : Finding.Ok(text);
        }
    }

    private static IEnumerable<Finding> FolderFindings(string folder)
    {
        if (Directory.Exists(folder))
        {
            var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace / (1024 * 1024);
            yield return free < 1024 ? Finding.Warn($"only {free} MiB are free on the disk of {folder}") : Finding.Ok($"{free / 1024} GiB are free on its disk");
        }
    }
}
