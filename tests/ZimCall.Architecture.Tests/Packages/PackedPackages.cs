namespace ZimCall.Architecture.Tests.Packages;

/// <summary>The packages, packed once, when they are first wanted, into a folder that is gone afterwards; and programs that use them from there.</summary>
public sealed class PackedPackages : IDisposable
{
    /// <summary>The project of each package.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Projects = new Dictionary<string, string>
    {
        ["ZimCall"] = "ZimCall",
        ["ZimCall.Extensions"] = "ZimCall.Extensions",
        ["ZimCall.Server"] = "ZimCall.Server",
        ["ZimCall.Storage"] = "ZimCall.Storage",
        ["ZimCall.Testing"] = "ZimCall.Testing",
        ["zimcall-server"] = "ZimCall.Host",
    };

    private readonly Lazy<Task> _packing;
    private readonly string _folder = Directory.CreateTempSubdirectory("zimcall-packages-").FullName;

    public PackedPackages() => _packing = new Lazy<Task>(PackAsync);

    internal string Feed => Path.Combine(_folder, "feed");

    internal string Version { get; } = $"0.0.1-test.{Environment.ProcessId}.{DateTime.UtcNow:HHmmss}";

    /// <summary>Done when they are there.</summary>
    internal Task ReadyAsync() => _packing.Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal PackageFile Open(string package) => new(Path.Combine(Feed, $"{package}.{Version}.nupkg"));

    internal PackageFile OpenSymbols(string package) => new(Path.Combine(Feed, $"{package}.{Version}.snupkg"));

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

    private async Task PackAsync()
    {
        // A version of its own, so that no package of an earlier run is taken for it.
        foreach (var project in Projects.Values)
        {
            await Cli.RunAsync(
                Repository.PathOf("src", project),
                ["pack", "-c", "Release", "--nologo", "-v", "quiet", $"-p:Version={Version}", $"-p:PackageOutputPath={Feed}"]);
        }
    }
}
