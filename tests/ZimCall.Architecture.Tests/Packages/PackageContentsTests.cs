using System.Buffers.Binary;

namespace ZimCall.Architecture.Tests.Packages;

/// <summary>What is in the packages, and what they say of themselves.</summary>
[Trait("Category", "Package")]
[Collection("Builds")]
public sealed class PackageContentsTests(PackedPackages packed) : IAsyncLifetime
{
    private const string Tool = "zimcall-server";

    public static TheoryData<string> Libraries => [.. PackageContents.Libraries.Select(static library => library.Id)];

    public static TheoryData<string> All => [.. PackedPackages.Projects.Keys];

    public Task InitializeAsync() => packed.ReadyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(All))]
    public void It_says_what_it_is(string id)
    {
        using var package = packed.Open(id);
        package.Metadata("id").Should().Be(id);
        package.Metadata("version").Should().Be(packed.Version);
        package.Metadata("authors").Should().Be("The ZimCall authors");
        package.Metadata("copyright").Should().StartWith("Copyright (c)");
        package.Metadata("title").Should().NotBeNullOrWhiteSpace();
        package.Metadata("description").Should().NotBeNullOrWhiteSpace().And.NotBe("Package Description");
        package.Metadata("tags").Should().Contain("call-invitation");
        package.Metadata("license").Should().Be("Apache-2.0");
        package.Metadata("projectUrl").Should().BeNull("there is no such page");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void It_has_a_page_and_a_picture(string id)
    {
        using var package = packed.Open(id);
        package.Metadata("readme").Should().Be("README.md");
        var readme = System.Text.Encoding.UTF8.GetString(package.Read("README.md"));
        readme.Should().StartWith($"# {id}\n", "a page says whose it is");

        package.Metadata("icon").Should().Be("icon.png");
        var icon = package.Read("icon.png");
        icon[1..4].Should().Equal("PNG"u8.ToArray());
        (BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(icon.AsSpan(20))).Should().Be((128, 128));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void It_depends_on_what_it_needs_and_nothing_else(string id)
    {
        using var package = packed.Open(id);
        package.Dependencies.Select(dependency => dependency.Versions == $"[{packed.Version}]" ? $"{dependency.Id}=" : dependency.Id)
            .Should().BeEquivalentTo(Contents(id).Dependencies);
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void It_has_its_assemblies_with_documentation_and_symbols(string id)
    {
        using var package = packed.Open(id);
        using var symbols = packed.OpenSymbols(id);
        var assemblies = Contents(id).Assemblies;
        package.Entries.Where(static entry => entry.StartsWith("lib/", StringComparison.Ordinal))
            .Should().BeEquivalentTo(assemblies.SelectMany(static name => new[] { $"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml" }));
        foreach (var name in assemblies)
        {
            var (wanted, isReproducible) = package.DebugOf($"lib/net10.0/{name}.dll");
            symbols.SymbolsOf($"lib/net10.0/{name}.pdb").Should().Be(wanted, "{0}'s symbols are those of this build", name);
            isReproducible.Should().BeTrue("{0} is built deterministically", name);
            package.IsTrimmable($"lib/net10.0/{name}.dll").Should().BeTrue("{0} declares it, and the analyzers check it", name);
        }
    }

    /// <summary>Whoever has both packages in a program has either's part: they must be the same.</summary>
    [Fact]
    public void The_parts_that_two_packages_have_are_the_same()
    {
        using var sdk = packed.Open("ZimCall");
        using var server = packed.Open("ZimCall.Server");
        var shared = sdk.Entries.Intersect(server.Entries).Where(static entry => entry.EndsWith(".dll", StringComparison.Ordinal)).ToList();
        shared.Should().HaveCount(3);
        shared.Should().AllSatisfy(part => sdk.Read(part).AsSpan().SequenceEqual(server.Read(part)).Should().BeTrue());
    }

    [Fact]
    public void The_tool_is_one()
    {
        using var package = packed.Open(Tool);
        package.Elements("packageType").Select(static type => (string)type.Attribute("name")!).Should().Equal("DotnetTool");
        package.Dependencies.Should().BeEmpty("it brings along what it needs");
        package.Entries.Should().Contain($"tools/net10.0/any/{Tool}.dll");
    }

    [Fact]
    public void The_server_needs_the_framework_of_ASPNET()
    {
        using var package = packed.Open("ZimCall.Server");
        package.Elements("frameworkReference").Select(static reference => (string)reference.Attribute("name")!).Should().Equal("Microsoft.AspNetCore.App");
    }

    private static PackageContents Contents(string id) => PackageContents.Libraries.Single(library => library.Id == id);
}
