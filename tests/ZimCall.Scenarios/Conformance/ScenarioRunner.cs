using System.Text.Json;
using System.Text.Json.Nodes;
using ZimCall.Scenarios.Stores;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Conformance;

/// <summary>Plays a scenario file (tests/conformance/README.md says what its steps mean) and checks what it looks for.</summary>
internal sealed class ScenarioRunner : IAsyncDisposable
{
    /// <summary>An operation that has no answer at once is given this much virtual time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A safety net in real time: nothing here waits for it unless something is broken.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromMinutes(1);

    private readonly JsonObject _scenario;
    private readonly ZimTestBackend _backend;
    private readonly Dictionary<string, ZIM> _devices = [];
    private readonly Dictionary<string, EventRecorder> _recorders = [];
    private readonly Dictionary<string, string> _callIDs = [];
    private readonly Dictionary<string, long> _flags = [];

    private ScenarioRunner(JsonObject scenario, bool overGrpc, int nodes, ICallStore? durable)
    {
        _scenario = scenario;
        var options = new ZimTestBackendOptions
        {
            ConfigureServer = Configure,
            Nodes = nodes,
            WrapStore = memory => durable is null ? memory : new SettledStore(durable, () => _backend!.Activity),
        };
        _backend = overGrpc ? new ZimTestBackend(options, static backend => new GrpcNetwork(backend)) : new ZimTestBackend(options);
    }

    public static async Task RunAsync(string file, bool overGrpc, int nodes = 1, ICallStore? durable = null)
    {
        var scenario = JsonNode.Parse(await File.ReadAllTextAsync(file))!.AsObject();
        await using var runner = new ScenarioRunner(scenario, overGrpc, nodes, durable);
        var number = 0;
        foreach (var step in scenario["steps"]!.AsArray())
        {
            number++;
            try
            {
                await runner.StepAsync(step!.AsObject()).WaitAsync(SafetyNet);
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"Step {number} {step!.ToJsonString()} failed: {exception.Message}", exception);
            }
            catch (Xunit.Sdk.XunitException exception)
            {
                Assert.Fail($"Step {number} {step!.ToJsonString()}\n{exception.Message}");
            }
        }
    }

    public async ValueTask DisposeAsync() => await _backend.DisposeAsync();

    private void Configure(ZimCallServerOptions options)
    {
        foreach (var (name, value) in _scenario["options"]?.AsObject() ?? [])
        {
            switch (name)
            {
                case "deviceLoginPolicy":
                    options.DeviceLoginPolicy = Enum.Parse<DeviceLoginPolicy>((string)value!);
                    break;
                case "allowInviteWhileInCall":
                    options.AllowInviteWhileInCall = (bool)value!;
                    break;
                case "requireRegisteredInvitees":
                    options.RequireRegisteredInvitees = (bool)value!;
                    break;
                default:
                    throw new InvalidDataException($"Unknown option {name}.");
            }
        }
    }

    private async Task StepAsync(JsonObject step)
    {
        switch (step.First().Key)
        {
            case "login":
                await LoginAsync((string)step["login"]!);
                break;
            case "register":
                await _backend.RegisterAsync([.. step["register"]!.AsArray().Select(static user => (string)user!)]);
                break;
            case "logout":
                await _devices[(string)step["logout"]!].LogoutAsync();
                break;
            case "drop":
                _backend.Drop(_devices[(string)step["drop"]!]);
                break;
            case "resume":
                await _backend.ResumeAsync(_devices[(string)step["resume"]!]);
                break;
            case "advance":
                await _backend.AdvanceAsync(TimeSpan.FromSeconds((double)step["advance"]!));
                break;
            case "settle":
                await _backend.SettleAsync();
                TakeEvents();
                break;
            case "events":
                await _backend.SettleAsync();
                CheckEvents(step["events"]!.AsObject());
                break;
            case "connection":
                await _backend.SettleAsync();
                CheckConnections(step["connection"]!.AsObject());
                break;
            default:
                await OperateAsync(step);
                break;
        }
    }

    private async Task LoginAsync(string device)
    {
        var zim = _backend.CreateZim();
        _devices[device] = zim;
        _recorders[device] = new EventRecorder(zim, NameOf);
        await zim.LoginAsync(new ZIMUserInfo { userID = device.Split('@')[0] });
    }

    private async Task OperateAsync(JsonObject step)
    {
        var zim = _devices[(string)step["as"]!];
        var name = (string?)step["call"] ?? "";
        var operation = StartTracked(() => Operations.DoAsync(zim, step, CallIDOf(name), FlagOf(step["nextFlag"]), NameOf));
        await _backend.SettleAsync();
        for (var waited = TimeSpan.Zero; !operation.IsCompleted && waited < Patience; waited += TimeSpan.FromSeconds(1))
        {
            await _backend.AdvanceAsync(TimeSpan.FromSeconds(1));
        }

        var (result, callID) = await operation;
        if ((string)step["do"]! == "CallInvite" && (int)result["code"]! == 0)
        {
            lock (_callIDs)
            {
                _callIDs[name] = callID;
            }
        }

        if ((string?)step["save"] is { } flag)
        {
            _flags[flag] = (long)result["nextFlag"]!;
        }

        if (!Expectation.Holds(step["result"], result))
        {
            Assert.Fail($"looked for {step["result"]?.ToJsonString()}\nbut there came {result.ToJsonString()}");
        }
    }

    /// <summary>What goes on after an await belongs to what has to settle; else time could pass before an answer is seen.</summary>
    private Task<T> StartTracked<T>(Func<Task<T>> start)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new TestContext(_backend.Activity));
        try
        {
            return start();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private Dictionary<string, JsonArray> TakeEvents() =>
        _recorders.ToDictionary(static pair => pair.Key, static pair => new JsonArray([.. pair.Value.Take()]));

    private void CheckEvents(JsonObject expected)
    {
        foreach (var (device, came) in TakeEvents())
        {
            var lookedFor = expected[device]?.AsArray() ?? [];
            if (!Expectation.Holds(lookedFor, came))
            {
                Assert.Fail($"on {device}\nlooked for {lookedFor.ToJsonString()}\nbut there came {came.ToJsonString()}");
            }
        }

        expected.Select(static pair => pair.Key).Should().BeSubsetOf(_recorders.Keys, "only devices that logged in are told anything");
    }

    private void CheckConnections(JsonObject expected)
    {
        foreach (var (device, value) in expected)
        {
            var lookedFor = value.Deserialize<string[]>()!;
            var came = _recorders[device].Connection;
            string[] described = came is { } connection ? [connection.State.ToString(), connection.Event.ToString()] : [];
            described.Should().Equal(lookedFor, "that is what {0} was told last of its connection", device);
        }
    }

    private string NameOf(string callID)
    {
        lock (_callIDs)
        {
            return _callIDs.FirstOrDefault(pair => pair.Value == callID).Key ?? callID;
        }
    }

    /// <summary>A name that no CallInvite has succeeded with stands for a well-formed callID that does not exist.</summary>
    private string CallIDOf(string name) => _callIDs.GetValueOrDefault(name, "1234567890");

    private long FlagOf(JsonNode? flag) =>
        flag is null ? 0 : flag.GetValueKind() == JsonValueKind.String ? _flags[((string)flag!).TrimStart('$')] : (long)flag;
}
