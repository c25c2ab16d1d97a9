using System.Net;
using System.Net.Sockets;

namespace ZimCall.Architecture.Tests.Packages;

/// <summary>
/// README.md's quick start, done by a stranger: in a fresh copy of the repository, with an empty home and no package fetched before.
/// </summary>
[Trait("Category", "Package")]
[Collection("Builds")]
public sealed class QuickStartTests : IDisposable
{
    private const int Port = 7350;

    private readonly string _folder = Directory.CreateTempSubdirectory("zimcall-quickstart-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_works_as_it_is_written()
    {
        var repository = Path.Combine(_folder, "zimcall");
        Repository.CopyTo(repository);
        var home = NewHome();
        List<(string, string)> environment =
        [
            ("HOME", home),
            ("DOTNET_CLI_HOME", home),
            ("NUGET_PACKAGES", Path.Combine(home, "packages")),
            ("MSBUILDDISABLENODEREUSE", "1"),
        ];
        if (!IsFree(Port))
        {
            environment.Add(("ZIMCALL_URLS", "http://127.0.0.1:0"));
        }

        var steps = QuickStart.Read();
        using var backend = await HostProcess.StartAsync(repository, steps.Backend, [.. environment]);
        if (IsMoved(environment))
        {
            environment.Add(("ZIMCALL_SERVER", backend.Address));
        }
        else
        {
            backend.Address.Should().Be($"http://127.0.0.1:{Port}", "README.md says so");
        }

        foreach (var command in steps.Make)
        {
            await Cli.RunProgramAsync("sh", repository, ["-c", command], [.. environment]);
        }

        // The path is the one that README.md names.
        await File.WriteAllTextAsync(Path.Combine(repository, "../hello/Program.cs"), steps.Program);
        (await Cli.RunProgramAsync("sh", repository, ["-c", steps.Run], [.. environment])).Should().Be(steps.Prints);
    }

    /// <summary>An empty home, but for the feed that this machine takes packages from, if it was told of one.</summary>
    private string NewHome()
    {
        var home = Directory.CreateDirectory(Path.Combine(_folder, "home")).FullName;
        var feeds = Path.Combine(".nuget", "NuGet", "NuGet.Config");
        var ours = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), feeds);
        if (File.Exists(ours))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(home, feeds))!);
            File.Copy(ours, Path.Combine(home, feeds));
        }

        return home;
    }

    private static bool IsMoved(List<(string Name, string Value)> environment) => environment.Exists(static entry => entry.Name == "ZIMCALL_URLS");

    /// <summary>Whether the port is nobody's: a backend that the developer has running should not make this fail.</summary>
    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
