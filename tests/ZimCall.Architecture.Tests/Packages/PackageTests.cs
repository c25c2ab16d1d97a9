namespace ZimCall.Architecture.Tests.Packages;

/// <summary>What a stranger gets: the packed files, used from a program outside the repository.</summary>
[Trait("Category", "Package")]
[Collection("Builds")]
public sealed class PackageTests(PackedPackages packed) : IAsyncLifetime
{
    public Task InitializeAsync() => packed.ReadyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

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
    public async Task ZimCall_Extensions_works_outside_the_repository()
    {
        const string program = """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Diagnostics.HealthChecks;
            using Microsoft.Extensions.Hosting;
            using ZimCall;
            using ZimCall.Extensions;
            using ZimCall.Testing;

            await using var backend = new ZimTestBackend();
            var builder = Host.CreateApplicationBuilder();
            builder.Logging.Services.AddSingleton<IZimFactory>(new Factory(backend));
            builder.Services.AddZim(options => (options.AppID, options.AppSign) = (ZimTestBackend.AppID, ZimTestBackend.AppSign)).LoginAs("kiosk-7");
            builder.Services.AddHealthChecks().AddZim();
            using var host = builder.Build();
            await host.StartAsync();
            await backend.SettleAsync();
            var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
            Console.WriteLine($"It is {report.Status}");

            class Factory(ZimTestBackend backend) : IZimFactory
            {
                public ZIM Create(ZIMOptions options) =>
                    backend.CreateZim(null, test => options with { TimeProvider = test.TimeProvider, SynchronizationContext = test.SynchronizationContext });
            }
            """;
        var folder = packed.NewProgram("extensions", ["ZimCall.Extensions", "ZimCall.Testing"], program);
        (await Cli.RunAsync(folder, ["run", "--nologo"])).Should().Contain("It is Healthy");
    }

    [Fact]
    public async Task A_backend_and_its_client_live_in_one_program()
    {
        const string program = """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Hosting;
            using Microsoft.AspNetCore.Server.Kestrel.Core;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Logging;
            using System.Net;
            using ZimCall;
            using ZimCall.Server;
            using ZimCall.Storage;

            const string key = "0123456789abcdef0123456789abcdef";
            await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions("data"), default);
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
            builder.Services.AddSingleton<ICallStore>(store);
            builder.Services.AddZimCallServer(options => options.Apps.Add(new ZimCallApp(1, key + key, key)));
            await using var app = builder.Build();
            app.MapZimCallServer();
            await app.StartAsync();
            await using (var zim = new ZIM(new ZIMOptions { AppID = 1, ServerAddress = new Uri(app.Urls.Single()) }))
            {
                await zim.LoginAsync(new ZIMUserInfo { userID = "alice" }, Token04.Generate(1, "alice", key, TimeSpan.FromHours(1)));
                Console.WriteLine($"alice is {zim.ConnectionState}");
            }
            """;
        var folder = packed.NewProgram("backend", ["ZimCall", "ZimCall.Server", "ZimCall.Storage"], program);
        (await Cli.RunAsync(folder, ["run", "--nologo"])).Should().Contain("alice is Connected");
    }

    [Fact]
    public async Task The_server_is_a_tool_that_needs_nothing_but_its_package()
    {
        var folder = packed.NewFolder("tool");
        await Cli.RunAsync(
            folder,
            ["tool", "install", "zimcall-server", "--tool-path", "here", "--version", packed.Version, "--source", packed.Feed],
            ("DOTNET_CLI_HOME", folder),
            ("NUGET_PACKAGES", Path.Combine(folder, "packages")));
        var tool = Path.Combine(folder, "here", "zimcall-server");
        (await Cli.RunProgramAsync(tool, folder, ["--version"])).Should().StartWith(packed.Version);
        (await Cli.RunProgramAsync(tool, folder, ["--help"])).Should().Contain("zimcall-server --dev");

        // Its native library comes with it.
        (await Cli.RunProgramAsync(tool, folder, ["doctor", "--dev", "--urls", "http://127.0.0.1:0", "--data", "d"])).Should().Contain("SQLite 3");
    }
}
