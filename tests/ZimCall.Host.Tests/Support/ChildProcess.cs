using System.Diagnostics;
using System.Reflection;

namespace ZimCall.Host.Tests.Support;

/// <summary>A program of this repository as a process of its own, watched line by line. It ends with the test at the latest.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>A net for broken code, never a delay that a test relies on.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private readonly Process _process;
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly Task _reading;
    private TaskCompletionSource _more = NewSignal();
    private int _read;
    private bool _isEnded;

    private ChildProcess(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError)).ContinueWith(
            _ => Note(() => _isEnded = true), TaskScheduler.Default);
    }

    /// <summary>Everything it has written, for messages.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public static ChildProcess Host(params string[] arguments) => Start([], "HostProgram", arguments);

    /// <summary>The host, run by another program: a command that ends with the command to run.</summary>
    public static ChildProcess HostBy(string[] command, params string[] arguments) => Start(command, "HostProgram", arguments);

    public static ChildProcess Phone(params string[] arguments) => Start([], "PhoneProgram", arguments);

    /// <summary>A phone with a terminal of its own, as a person sees it.</summary>
    public static ChildProcess PhoneInTerminal() =>
        Start(["script", "-qec", $"stty cols 120 rows 40; TERM=xterm-256color {string.Join(' ', CommandOf("PhoneProgram"))}", "/dev/null"]);

    /// <summary>The game, whose backend is at this address.</summary>
    public static ChildProcess Game(string server) => Start(["env", $"ZIMCALL_SERVER={server}"], "GameProgram", []);

    public static ChildProcess Business(params string[] arguments) => Start([], "BusinessProgram", arguments);

    /// <summary>One of the scripts for Node that need no packages.</summary>
    public static ChildProcess Node(string script, params string[] arguments) =>
        Start(["node", Repository.PathOf("tests", "interop", "node", script), .. arguments]);

    /// <summary>Waits for a line that holds all of this, after those that were waited for before.</summary>
    public async Task<string> LineAsync(params string[] parts)
    {
        using CancellationTokenSource limit = new(Patience);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                while (_read < _lines.Count)
                {
                    var line = _lines[_read++];
                    if (parts.All(part => line.Contains(part, StringComparison.Ordinal)))
                    {
                        return line;
                    }
                }

                if (_isEnded)
                {
                    throw new InvalidOperationException($"The program ended without a line with {string.Join(" + ", parts)}:\n{string.Join('\n', _lines)}");
                }

                more = _more.Task;
            }

            await WaitAsync(more, $"No line with {string.Join(" + ", parts)}", limit.Token);
        }
    }

    /// <summary>Waits until so many lines hold this, in all that was said since the start.</summary>
    public async Task LinesAsync(string part, int count)
    {
        using CancellationTokenSource limit = new(Patience);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_lines.Count(line => line.Contains(part, StringComparison.Ordinal)) >= count)
                {
                    return;
                }

                more = _more.Task;
            }

            await WaitAsync(more, $"Not {count} lines with {part}", limit.Token);
        }
    }

    private async Task WaitAsync(Task more, string inVain, CancellationToken limit)
    {
        try
        {
            await more.WaitAsync(limit);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{inVain}:\n{Output}");
        }
    }

    /// <summary>Presses keys of a phone: one line.</summary>
    public async Task PressAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading.WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as an operating system does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync().WaitAsync(Patience);
        kill.ExitCode.Should().Be(0);
    }

    /// <summary>Ends it at once, without a chance to say goodbye.</summary>
    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading.WaitAsync(Patience);
        _process.Dispose();
    }

    private static ChildProcess Start(string[] by, string program, string[] arguments) => Start([.. by, .. CommandOf(program), .. arguments]);

    private static string[] CommandOf(string program) =>
    [
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
        typeof(ChildProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == program).Value!,
    ];

    private static ChildProcess Start(string[] command) =>
        new(Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Note(() => _lines.Add(line));
        }
    }

    private void Note(Action change)
    {
        TaskCompletionSource seen;
        lock (_lock)
        {
            change();
            (seen, _more) = (_more, NewSignal());
        }

        seen.SetResult();
    }
}
