using System.Diagnostics;

namespace ZimCall.TestSupport;

/// <summary>The .NET command line, as a user calls it.</summary>
internal static class Cli
{
    /// <summary>Longer than any of it takes, on a slow machine too.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>Runs it in a folder, and gives back what it prints; fails when it fails.</summary>
    public static Task<string> RunAsync(string folder, string[] arguments, params (string Name, string Value)[] environment) =>
        RunProgramAsync("dotnet", folder, arguments, environment);

    /// <summary>Runs any program in the same way.</summary>
    public static async Task<string> RunProgramAsync(
        string program, string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        using var process = Process.Start(Prepare(program, folder, arguments, environment))!;
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        var printed = await output + await errors;
        process.ExitCode.Should().Be(0, "{0} {1} printed: {2}", program, string.Join(' ', arguments), printed);
        return printed;
    }

    /// <summary>How a program is started in a folder, as a user would: the test's own build settings are not the user's.</summary>
    public static ProcessStartInfo Prepare(string program, string folder, string[] arguments, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
