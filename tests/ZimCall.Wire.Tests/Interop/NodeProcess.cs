using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Interop;

/// <summary>One of the scripts for Node, talked to in lines of JSON.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private static readonly string Directory = Repository.PathOf("tests", "interop", "node");

    private readonly Process process;
    private readonly Task<string> errors;

    private NodeProcess(Process process)
    {
        this.process = process;
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What keeps the scripts from running, or null.</summary>
    public static string? WhatIsMissing()
    {
        if (!System.IO.Directory.Exists(Path.Combine(Directory, "node_modules", "@grpc", "grpc-js")))
        {
            return "Run `npm ci --prefix tests/interop/node`: the packages of the interop tests are not installed.";
        }

        try
        {
            using Process node = Start("--version");
            node.WaitForExit();
            return node.ExitCode == 0 ? null : "`node --version` fails.";
        }
        catch (Win32Exception)
        {
            return "Node is not installed.";
        }
    }

    public static NodeProcess Run(string script, params string[] arguments)
    {
        if (WhatIsMissing() is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        return new NodeProcess(Start([Path.Combine(Directory, script), .. arguments]));
    }

    public async Task<JsonElement> ReadAsync()
    {
        string? line = await process.StandardOutput.ReadLineAsync().Within();
        return line is null
            ? throw new InvalidOperationException($"node has ended: {await errors.Within()}")
            : JsonSerializer.Deserialize<JsonElement>(line);
    }

    public async Task<JsonElement> AskAsync(object command)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(command));
        await process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync().Within();
        process.Dispose();
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
