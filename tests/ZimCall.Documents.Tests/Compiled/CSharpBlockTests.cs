using System.Diagnostics;

namespace ZimCall.Documents.Tests.Compiled;

/// <summary>Every block of C# in the documents is compiled, in one project outside the repository, as a reader's would be; and run where it says so.</summary>
public sealed class CSharpBlockTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zimcall-blocks-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_block_is_compiled_and_what_can_be_run_is_run()
    {
        var blocks = Markdown.InLanguages("csharp", "diff").Select(static (block, index) => new CSharpBlock(block, index)).ToList();
        blocks.Should().HaveCountGreaterThan(8);
        foreach (var block in blocks)
        {
            Write(block.FileName, block.ToFile());
        }

        var run = blocks.Where(static block => block.IsRun).ToList();
        run.Should().NotBeEmpty();
        Write("Program.cs", string.Join('\n', run.Select(static block => $"Console.WriteLine(\"{block}\");\n{block.Call}")) + "\nConsole.WriteLine(\"all of it\");\n");
        Write("Blocks.csproj", Project());

        await DotnetAsync("build", "-nodeReuse:false", "-v", "quiet", "--nologo", "-o", "out");
        (await DotnetAsync(Path.Combine("out", "Blocks.dll"))).Should().EndWith("all of it\n");
    }

    /// <summary>Refers to what lies beside this test: the libraries, as they have just been built.</summary>
    private static string Project()
    {
        string[] ofTests = ["Microsoft.TestPlatform*", "Microsoft.VisualStudio*", "testhost*", "*.Tests.dll"];
        var libraries = Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(static file => Path.GetFileName(file))
            .Where(name => !Array.Exists(ofTests, pattern => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name)));
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <Using Include="Microsoft.AspNetCore.Builder" />
                <Using Include="Microsoft.AspNetCore.Hosting" />
                <Using Include="Microsoft.Extensions.DependencyInjection" />
                <Using Include="ZimCall" />
                <Using Include="ZimCall.Server" />
                <Using Include="ZimCall.Testing" />
                {string.Concat(libraries.Select(static name => $"<Reference Include=\"{Path.Combine(AppContext.BaseDirectory, name)}\" />"))}
              </ItemGroup>
            </Project>
            """;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private async Task<string> DotnetAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The test's own build settings are not the reader's.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        using CancellationTokenSource limit = new(Patience);
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

        process.ExitCode.Should().Be(0, "dotnet {0} printed: {1}", string.Join(' ', arguments), await output + await errors);
        return await output;
    }
}
