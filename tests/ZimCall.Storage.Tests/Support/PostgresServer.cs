using System.Diagnostics;
using Npgsql;

namespace ZimCall.Storage.Tests.Support;

/// <summary>
/// A PostgreSQL server of the tests' own: a new data folder, a socket in it and no port, flushes on. It never touches one that
/// happens to run on the machine.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    /// <summary>A net for a machine that is very slow, never a delay that a test relies on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("zimcall-pg-").FullName;
    private readonly List<string> _log = [];
    private Process? _process;
    private int _databases;

    public async Task InitializeAsync()
    {
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL refuses to run as root; its package has brought a user for it.
            await RunAsync("chown", "postgres", _folder);
        }

        await RunAsync(AsUser(Binary("initdb"), "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C"));
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync("INT");
        Directory.Delete(_folder, recursive: true);
    }

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectionString("postgres"), $"create database {name}");
        return ConnectionString(name);
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Starts the server, at first and after it was stopped.</summary>
    public async Task StartAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Start(AsUser(Binary("postgres"), "-D", Data, "-c", $"unix_socket_directories={_folder}", "-c", "listen_addresses=", "-c", "max_connections=100"));
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.Add(line.Data ?? "");
            }

            if (line.Data?.Contains("ready to accept connections", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
        };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(ready.Task, ended).WaitAsync(Patience) == ended)
        {
            throw new InvalidOperationException("PostgreSQL did not start:\n" + string.Join('\n', _log));
        }
    }

    /// <summary>Stops the server: <c>INT</c> as one does, <c>QUIT</c> as a crash.</summary>
    public async Task StopAsync(string signal)
    {
        if (_process is { HasExited: false } process)
        {
            await RunAsync("kill", $"-{signal}", $"{process.Id}");
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
    }

    private string ConnectionString(string database) => $"Host={_folder};Database={database};Username=postgres";

    private static string[] AsUser(params string[] command) =>
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command] : command;

    /// <summary>Debian keeps the programs of each version out of the path.</summary>
    private static string Binary(string name)
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        var inDebian = versions.OrderByDescending(static folder => double.Parse(Path.GetFileName(folder)))
            .Select(folder => Path.Combine(folder, "bin", name)).FirstOrDefault(File.Exists);
        return inDebian ?? name;
    }

    private static Process Start(params string[] command) => Process.Start(new ProcessStartInfo(command[0], command[1..])
    {
        WorkingDirectory = "/",
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} failed:\n{string.Join('\n', await output)}");
        }
    }
}
