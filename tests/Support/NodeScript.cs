using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace ZimCall.TestSupport;

/// <summary>Runs the scripts for Node.</summary>
internal static class NodeScript
{
    /// <summary>What keeps the scripts from running, or null.</summary>
    public static string? WhatIsMissing(bool packages = false)
    {
        if (packages && !Directory.Exists(Repository.PathOf("tests", "interop", "node", "node_modules", "@grpc", "grpc-js")))
        {
            return "Run `npm ci --prefix tests/interop/node`: the packages of the interop tests are not installed.";
        }

        try
        {
            using var node = Start(["--version"]);
            node.WaitForExit();
            return node.ExitCode == 0 ? null : "`node --version` fails.";
        }
        catch (Win32Exception)
        {
            return "Node is not installed.";
        }
    }

    /// <summary>Sends one line of JSON and reads one.</summary>
    public static async Task<JsonElement> AskAsync(string script, object command) =>
        JsonSerializer.Deserialize<JsonElement>(await RunAsync([script], JsonSerializer.Serialize(command)));

    /// <summary>Runs a script of tests/interop/node and gives back what it prints; fails when it fails.</summary>
    public static Task<string> RunAsync(params string[] arguments) => RunAsync(arguments, "");

    private static async Task<string> RunAsync(string[] arguments, string input)
    {
        using var node = Start([Repository.PathOf("tests", "interop", "node", arguments[0]), .. arguments[1..]]);
        var errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteLineAsync(input);
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? output : throw new InvalidOperationException($"node has failed: {await errors}");
    }

    private static Process Start(IEnumerable<string> arguments) => Process.Start(new ProcessStartInfo("node", arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
    })!;
}
