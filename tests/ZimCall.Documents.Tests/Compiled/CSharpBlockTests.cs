namespace ZimCall.Documents.Tests.Compiled;

/// <summary>Every block of C# in the documents is compiled, in one project outside the repository, as a reader's would be; and run where it says so.</summary>
public sealed class CSharpBlockTests : IDisposable
{
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

        await Cli.RunAsync(_folder.FullName, ["build", "-nodeReuse:false", "-v", "quiet", "--nologo", "-o", "out"]);
        (await Cli.RunAsync(_folder.FullName, [Path.Combine("out", "Blocks.dll")])).Should().EndWith("all of it\n");
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
}
