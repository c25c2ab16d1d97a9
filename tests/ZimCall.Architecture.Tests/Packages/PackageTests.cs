using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace ZimCall.Architecture.Tests.Packages;

/// <summary>What a stranger gets: the packed files, used from a program outside the repository.</summary>
[Trait("Category", "Package")]
[Collection("Builds")]
public sealed class PackageTests(PackedPackages packed) : IClassFixture<PackedPackages>
{
    [Fact]
    public void ZimCall_depends_on_protobuf_and_logging_alone()
    {
        using var package = ZipFile.OpenRead(packed.File("ZimCall"));
        using var nuspec = package.Entries.Single(static entry => entry.Name == "ZimCall.nuspec").Open();
        XDocument.Load(nuspec).Descendants().Where(static element => element.Name.LocalName == "dependency")
            .Select(static element => (string)element.Attribute("id")!)
            .Should().BeEquivalentTo("Google.Protobuf", "Microsoft.Extensions.Logging.Abstractions");
        package.Entries.Select(static entry => entry.FullName).Should().Contain(
            ["lib/net10.0/ZimCall.dll", "lib/net10.0/ZimCall.xml", "lib/net10.0/ZimCall.Core.dll", "lib/net10.0/ZimCall.Wire.dll", "lib/net10.0/ZimCall.Protocol.dll", "README.md"]);
    }

    [Fact]
    public async Task ZimCall_works_outside_the_repository()
    {
        using var host = await HostProcess.StartAsync(Repository.Root, "dotnet run --project src/ZimCall.Host -- --dev --urls http://127.0.0.1:0");
        var quickStart = QuickStart.Read();
        var folder = packed.NewProgram("program", ["ZimCall"], quickStart.Program);
        (await Cli.RunAsync(folder, ["run", "--nologo"], ("ZIMCALL_SERVER", host.Address))).Should().Be(quickStart.Prints);
    }

    [Fact]
    public async Task ZimCall_Testing_works_outside_the_repository()
    {
        const string program = """
            using ZimCall.Testing;

            await using var backend = new ZimTestBackend();
            var alice = await backend.LoginAsync("alice");
            var bob = await backend.LoginAsync("bob");
            bob.OnCallInvitationTimeout += (_, _, _) => Console.WriteLine("timed out");
            await alice.CallInviteAsync(["bob"]);
            await backend.AdvanceAsync(TimeSpan.FromSeconds(90));
            """;
        var folder = packed.NewProgram("testing", ["ZimCall.Testing"], program);
        (await Cli.RunAsync(folder, ["run", "--nologo"])).Should().Contain("timed out");
    }

    [Fact]
    public async Task The_server_is_a_tool_that_needs_nothing_but_its_package()
    {
        var folder = packed.NewFolder("tool");
        await Cli.RunAsync(
            folder,
            ["tool", "install", "ZimCall.Host", "--tool-path", "here", "--version", packed.Version, "--source", packed.Feed],
            ("DOTNET_CLI_HOME", folder),
            ("NUGET_PACKAGES", Path.Combine(folder, "packages")));
        var tool = Path.Combine(folder, "here", "zimcall-server");
        (await Cli.RunProgramAsync(tool, folder, ["--version"])).Should().StartWith(packed.Version);
        (await Cli.RunProgramAsync(tool, folder, ["--help"])).Should().Contain("zimcall-server --dev");

        // Its native library comes with it.
        (await Cli.RunProgramAsync(tool, folder, ["doctor", "--dev", "--urls", "http://127.0.0.1:0", "--data", "d"])).Should().Contain("SQLite 3");
    }
}
