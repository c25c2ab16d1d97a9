namespace ZimCall.Architecture.Tests.Packages;

/// <summary>The packages, packed once into a folder that is gone afterwards, and programs that use them from there.</summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("zimcall-packages-").FullName;

    internal string Feed => Path.Combine(_folder, "feed");

    async Task IAsyncLifetime.InitializeAsync()
    {
        // A version of its own, so that no package of an earlier run is taken for it.
        foreach (var project in new[] { "ZimCall", "ZimCall.Testing", "ZimCall.Host" })
        {
            await Cli.RunAsync(
                Repository.PathOf("src", project),
                ["pack", "-c", "Release", "--nologo", "-v", "quiet", $"-p:Version={Version}", $"-p:PackageOutputPath={Feed}"]);
        }
    }

    Task IAsyncLifetime.DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    internal string Version { get; } = $"0.0.1-test.{Environment.ProcessId}.{DateTime.UtcNow:HHmmss}";

    internal string File(string package) => Path.Combine(Feed, $"{package}.{Version}.nupkg");

    /// <summary>A folder outside the repository, gone afterwards.</summary>
    internal string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    /// <summary>A console program outside the repository that refers to packages.</summary>
    internal string NewProgram(string name, string[] packages, string code)
    {
        var folder = NewFolder(name);
        var references = string.Concat(packages.Select(package => $"""<PackageReference Include="{package}" Version="{Version}" />"""));
        System.IO.File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestoreAdditionalProjectSources>{Feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(_folder, "packages")}</RestorePackagesPath>
              </PropertyGroup>
              <ItemGroup>{references}</ItemGroup>
            </Project>
            """);
        System.IO.File.WriteAllText(Path.Combine(folder, "Program.cs"), code);
        return folder;
    }
}
