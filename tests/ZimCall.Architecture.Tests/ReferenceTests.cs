namespace ZimCall.Architecture.Tests;

/// <summary>Who may refer to whom: arrows point down only.</summary>
public class ReferenceTests
{
    /// <summary>Each project and what it may refer to, from the bottom up.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ZimCall.Core"] = [],
        ["ZimCall.Wire"] = [],
        ["ZimCall.Protocol"] = ["ZimCall.Core"],
        ["ZimCall"] = ["ZimCall.Core", "ZimCall.Wire", "ZimCall.Protocol"],
        ["ZimCall.Extensions"] = ["ZimCall", "ZimCall.Core"],
        ["ZimCall.Server"] = ["ZimCall.Core", "ZimCall.Wire", "ZimCall.Protocol"],
        ["ZimCall.Storage"] = ["ZimCall.Server", "ZimCall.Core", "ZimCall.Protocol"],
        ["ZimCall.Host"] = ["ZimCall.Storage", "ZimCall.Server", "ZimCall.Core", "ZimCall.Wire", "ZimCall.Protocol"],
        ["ZimCall.Testing"] = ["ZimCall", "ZimCall.Server", "ZimCall.Core", "ZimCall.Protocol"],
    };

    [Fact]
    public void Every_project_is_placed() =>
        ProjectFiles.Below("src").Keys.Should().BeSubsetOf(Allowed.Keys, "a new project needs its place among the arrows");

    [Fact]
    public void Arrows_point_down_only()
    {
        foreach (var (name, project) in ProjectFiles.Below("src"))
        {
            ProjectFiles.References(project, "ProjectReference").Select(static path => Path.GetFileNameWithoutExtension(path))
                .Should().BeSubsetOf(Allowed[name], "{0} may refer to nothing else", name);
        }
    }

    [Fact]
    public void The_rules_refer_to_nothing_but_the_base_library()
    {
        var core = ProjectFiles.Below("src")["ZimCall.Core"];
        ProjectFiles.References(core, "PackageReference").Should().BeEmpty();
        ProjectFiles.References(core, "FrameworkReference").Should().BeEmpty();
    }

    [Fact]
    public void The_package_depends_on_protobuf_and_logging_alone()
    {
        var projects = ProjectFiles.Below("src");
        string[] parts = ["ZimCall", "ZimCall.Core", "ZimCall.Wire", "ZimCall.Protocol"];
        parts.SelectMany(part => projects[part].Descendants("PackageReference"))
            .Where(static reference => (string?)reference.Attribute("PrivateAssets") != "all")
            .Select(static reference => (string)reference.Attribute("Include")!)
            .Distinct()
            .Should().BeEquivalentTo("Google.Protobuf", "Microsoft.Extensions.Logging.Abstractions");
    }

    /// <summary>The libraries publish through .NET's own Meter and ActivitySource; where that goes is for the program to say.</summary>
    [Fact]
    public void Only_the_program_refers_to_exporters() =>
        ProjectFiles.Below("src")
            .Where(static project => ProjectFiles.References(project.Value, "PackageReference").Any(static name => name.StartsWith("OpenTelemetry", StringComparison.Ordinal)))
            .Select(static project => project.Key)
            .Should().Equal("ZimCall.Host");

    [Fact]
    public void Only_the_server_side_refers_to_aspnet() =>
        ProjectFiles.Below("src")
            .Where(static project => ProjectFiles.References(project.Value, "FrameworkReference").Any())
            .Select(static project => project.Key)
            .Should().BeSubsetOf(["ZimCall.Server", "ZimCall.Host", "ZimCall.Testing"]);
}
