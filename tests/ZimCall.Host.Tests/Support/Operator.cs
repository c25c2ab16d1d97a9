namespace ZimCall.Host.Tests.Support;

/// <summary>What somebody types, sets and writes; run in the test's process.</summary>
internal sealed class Operator : IDisposable
{
    public const string AppSign = "abababababababababababababababababababababababababababababababab";
    public const string ServerSecret = "keep-me-out-of-every-message-32!";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zimcall-operator-");

    /// <summary>The variables of the environment.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public static string App { get; } = $"7:{AppSign}:{ServerSecret}";

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file; others on the machine cannot read it.</summary>
    public string Write(string name, string text)
    {
        var path = PathOf(name);
        File.WriteAllText(path, text);
        SetMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }

    public GivenSettings Gather(params string[] arguments) =>
        GivenSettings.Gather(HostCommand.CreateCommand(Context(TextWriter.Null, TextWriter.Null)).Parse(arguments), Variables);

    public HostSettings Settings(params string[] arguments) => HostSettings.From(Gather(arguments));

    /// <summary>What the settings are for the server.</summary>
    public Server.ZimCallServerOptions Server(params string[] arguments)
    {
        var server = new Server.ZimCallServerOptions();
        var settings = Settings(arguments);
        settings.FindProblems().Should().BeEmpty();
        settings.Configure(server);
        return server;
    }

    /// <summary>What is wrong with the form of a command line, whatever its values.</summary>
    public IReadOnlyList<string> FormProblems(params string[] arguments) =>
        [.. Host.FormProblems.Find(HostCommand.CreateCommand(Context(TextWriter.Null, TextWriter.Null)).Parse(arguments))];

    public IReadOnlyList<string> Problems(params string[] arguments) => Settings(arguments).FindProblems();

    /// <summary>Runs a command to its end.</summary>
    public async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        var code = await HostCommand.RunAsync(arguments, Context(output, error));
        return (code, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private CommandContext Context(TextWriter output, TextWriter error) => new(output, error, Variables);
}
