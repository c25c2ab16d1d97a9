using ZimCall.Tests.Fakes;

namespace ZimCall.Tests.Facade;

[Collection(SharedInstanceCollection.Name)]
public sealed class SharedInstanceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("zimcall-tests");
    private FakeEngine? _engine;

    public void Dispose()
    {
        ZIM.GetInstance()?.Destroy();
        ZIM.SetLogConfig(null);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void There_is_one_until_it_is_destroyed()
    {
        ZIM.GetInstance().Should().BeNull();

        var zim = Create();
        zim.Should().NotBeNull();
        ZIM.GetInstance().Should().BeSameAs(zim);
        Create().Should().BeNull("there is one already");

        zim!.Destroy();
        ZIM.GetInstance().Should().BeNull();
        var next = Create();
        next.Should().NotBeNull().And.NotBeSameAs(zim);
        zim.Destroy();
        ZIM.GetInstance().Should().BeSameAs(next, "the first one is not the shared one any more");
    }

    [Fact]
    public async Task Other_instances_are_not_the_shared_one()
    {
        await using var device = new Device();

        ZIM.GetInstance().Should().BeNull();
    }

    [Fact]
    public void A_config_that_is_not_valid_leaves_no_instance()
    {
        var create = () => ZIM.Create(new ZIMAppConfig { appSign = "short", serverAddress = "http://[" }, Engine);

        create.Should().Throw<ArgumentException>().Which.Message.Should().Contain("AppID").And.Contain("AppSign").And.Contain("ServerAddress");
        ZIM.GetInstance().Should().BeNull();
    }

    [Fact]
    public void The_config_reaches_the_engine()
    {
        var sign = new string('a', 64);
        ZIM.Create(new ZIMAppConfig { appID = 7, appSign = sign, serverAddress = "https://calls.example:1" }, Engine);

        _engine!.Options.AppID.Should().Be(7);
        _engine.Options.AppSign.Should().Be(sign);
        _engine.Options.ServerAddress.Should().Be(new Uri("https://calls.example:1"));
    }

    [Theory]
    [InlineData(null, "http://127.0.0.1:7350/")]
    [InlineData("https://env.example:2/", "https://env.example:2/")]
    public void Without_an_address_the_environment_decides(string? variable, string expected)
    {
        var before = Environment.GetEnvironmentVariable("ZIMCALL_SERVER");
        Environment.SetEnvironmentVariable("ZIMCALL_SERVER", variable);
        try
        {
            Create();
            _engine!.Options.ServerAddress!.ToString().Should().Be(expected);
        }
        finally
        {
            Environment.SetEnvironmentVariable("ZIMCALL_SERVER", before);
        }
    }

    [Fact]
    public void A_malformed_environment_variable_is_named()
    {
        var before = Environment.GetEnvironmentVariable("ZIMCALL_SERVER");
        Environment.SetEnvironmentVariable("ZIMCALL_SERVER", "nonsense");
        try
        {
            this.Invoking(it => it.Create()).Should().Throw<ArgumentException>().WithMessage("*ZIMCALL_SERVER*nonsense*");
        }
        finally
        {
            Environment.SetEnvironmentVariable("ZIMCALL_SERVER", before);
        }
    }

    [Fact]
    public async Task What_it_logs_is_written_to_the_configured_folder()
    {
        ZIM.SetLogConfig(new ZIMLogConfig { logPath = _folder.FullName });
        var zim = Create()!;
        zim.onTokenWillExpire = (_, _) => throw new InvalidOperationException("logged");

        _engine!.Events.TokenWillExpire(1);
        await zim.DisposeAsync();

        var text = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "zimcall.log"));
        text.Should().Contain("Error 2000 ZimCall.ZIM: A handler of OnTokenWillExpire threw").And.Contain("logged");
    }

    [Fact]
    public void The_version_is_that_of_the_package()
    {
        ZIM.GetVersion().Should().MatchRegex(@"^\d+\.\d+\.\d+(-[\w.]+)?$");
    }

    private ZIM? Create() => ZIM.Create(new ZIMAppConfig { appID = 1 }, Engine);

    private FakeEngine Engine(ZIMOptions options, Session.IZimEvents events) => _engine = new FakeEngine(options, events);
}
