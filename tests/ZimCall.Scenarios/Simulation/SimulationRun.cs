using ZimCall.Scenarios.Stores;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Simulation;

/// <summary>
/// A run: users with devices that do random things to each other over networks that fail at random, in virtual time. The
/// seed decides all of it.
/// </summary>
internal sealed class SimulationRun : IAsyncDisposable
{
    private static readonly TimeSpan AbsenceLimit = TimeSpan.FromSeconds(60);

    /// <summary>In real time: nothing here waits for it unless something never comes to rest.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(15);

    private readonly Random _random;
    private readonly ZimTestBackend _backend;
    private readonly Journal _journal;
    private readonly Oracle _oracle;
    private readonly RandomOperations _operations;
    private readonly List<SimulatedDevice> _devices = [];
    private readonly Dictionary<string, DateTimeOffset> _goneSince = [];
    private readonly List<string> _users;
    private readonly NodeFaults? _nodeFaults;
    private int _checked;
    private int _lastDevice;

    private SimulationRun(int seed, int nodes, ICallStore? durable)
    {
        _random = new Random(seed);
        CallPictures? history = null;
        _backend = new ZimTestBackend(new ZimTestBackendOptions
        {
            Seed = seed,
            Nodes = nodes,
            ConfigureServer = options =>
            {
                options.AbsenceLimit = AbsenceLimit;
                options.MaxDevicesPerUser = _random.Next(2, 4);
            },
            WrapStore = memory => history = new CallPictures(
                durable is null ? memory : new SettledStore(durable, () => _backend!.Activity)),
        });
        _users = [.. Enumerable.Range(1, _random.Next(5, 21)).Select(static number => $"u{number}")];
        _journal = new Journal(_backend.Time);
        _oracle = new Oracle(_backend, history!, AbsenceLimit);
        _operations = new RandomOperations(_random, _users, history!);
        History = history!;
        _nodeFaults = nodes == 1 ? null : new NodeFaults(_backend, _random, nodes);
    }

    private CallPictures History { get; }

    /// <summary>Runs; throws with everything that is needed to repeat the run when something is wrong.</summary>
    /// <returns>All that happened.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(int seed, int steps, int nodes = 1, ICallStore? durable = null)
    {
        var run = new SimulationRun(seed, nodes, durable);
        try
        {
            var lines = await run.RunAsync(steps);
            await run.DisposeAsync();
            return lines;
        }
        catch (Exception exception)
        {
            throw new SimulationFailure($"""
                Seed {seed}, step {run._journal.Step}: {exception.Message}
                {string.Join('\n', run._journal.Last)}
                Again: ZIMCALL_SIM_SEED={seed} dotnet test tests/ZimCall.Scenarios --filter Category=Simulation
                {(exception is SimulationFailure ? "" : exception)}
                """);
        }
    }

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    private async Task<IReadOnlyList<string>> RunAsync(int steps)
    {
        await _backend.RegisterAsync([.. _users]);
        foreach (var user in _users)
        {
            await _backend.AtOnceAsync(() =>
            {
                for (var count = _random.Next(1, 4); count > 0; count--)
                {
                    LogIn(NewDevice(user, $"d{++_lastDevice}"));
                }
            });
            await RestAsync();
        }

        for (var i = 0; i < steps; i++)
        {
            _journal.NextStep();
            if (_nodeFaults is not null && await _nodeFaults.StepAsync() is { } fault)
            {
                _journal.Write(fault);
                await RestAsync();
            }

            await StepAsync().WaitAsync(SafetyNet);
            if (i % 60 == 59)
            {
                await QuietAsync().WaitAsync(SafetyNet);
            }
        }

        await QuietAsync();
        return _journal.Lines;
    }

    private async Task StepAsync()
    {
        var device = _devices[_random.Next(_devices.Count)];
        switch (_random.Next(100))
        {
            case < 50:
                await _backend.AtOnceAsync(() => StartOperations(_random.Next(1, 4)));
                break;
            case < 70:
                await AdvanceAsync(RandomTime());
                break;
            case < 76:
                Note(device, "drop");
                device.IsDropped = true;
                _backend.Drop(device.Zim);
                break;
            case < 84:
                await AtOnceAsync(device, "restore", zim =>
                {
                    device.IsDropped = false;
                    _backend.NetworkOf(zim).Restore();
                    zim.ReconnectNow();
                });
                break;
            case < 89:
                // Together with what is being done at that moment.
                await AtOnceAsync(device, "break", zim =>
                {
                    StartOperations(_random.Next(0, 3), device);
                    _backend.NetworkOf(zim).Break();
                    if (_random.Next(2) == 0)
                    {
                        zim.ReconnectNow();
                    }
                });
                break;
            case < 91:
                var duplicates = _random.Next(2) == 0;
                Note(device, $"duplicate {duplicates}");
                _backend.Duplicate(device.Zim, duplicates);
                break;
            case < 94:
                var delay = TimeSpan.FromMilliseconds(_random.Next(3) == 0 ? 0 : _random.Next(1, 4000));
                Note(device, $"delay {delay}");
                device.IsSlow = true;
                _backend.Delay(device.Zim, delay);
                break;
            case < 96:
                await CrashAsync(device);
                break;
            case < 98:
                await AtOnceAsync(device, "logout", static zim => zim.Logout());
                break;
            default:
                await AtOnceAsync(device, "logout and login", zim =>
                {
                    zim.Logout();
                    LogIn(device);
                });
                break;
        }

        await RestAsync();
    }

    /// <summary>Every network works, and everything has had its time; the strictest checks.</summary>
    private async Task QuietAsync()
    {
        _journal.NextStep();
        _journal.Write("quiet");
        await (_nodeFaults?.EndAsync() ?? Task.CompletedTask);
        await _backend.AtOnceAsync(() =>
        {
            foreach (var device in _devices)
            {
                device.IsDropped = false;
                _backend.Delay(device.Zim, TimeSpan.Zero);
                _backend.Duplicate(device.Zim, false);
                _backend.NetworkOf(device.Zim).Restore();
                device.Zim.ReconnectNow();
            }
        });
        await AdvanceAsync(TimeSpan.FromSeconds(41));
        _devices.ForEach(static device => device.IsSlow = false);
        await RestAsync();
        foreach (var device in _devices)
        {
            if (device.Zim.ConnectionState is not (ZIMConnectionState.Connected or ZIMConnectionState.Disconnected))
            {
                throw new SimulationFailure($"{device} is still {device.Zim.ConnectionState} on a network that works");
            }
        }

        _oracle.CheckQuiet(_devices, _operations.Started.Skip(_checked));
        _checked = _operations.Started.Count;

        // Whoever was kicked out or logged out comes back.
        await _backend.AtOnceAsync(() => _devices.Where(static device => device.Zim.ConnectionState == ZIMConnectionState.Disconnected && device.Open().Count == 0).ToList().ForEach(LogIn));
        await RestAsync();
    }

    private void StartOperations(int count, SimulatedDevice? by = null)
    {
        for (; count > 0; count--)
        {
            var device = by ?? _devices[_random.Next(_devices.Count)];
            _journal.Write($"{device} {_operations.Start(device)} [{string.Join(' ', _operations.Started[^1].Invitees)}]");
        }
    }

    private async Task CrashAsync(SimulatedDevice device)
    {
        Note(device, "crash");
        await _backend.CrashAsync(device.Zim);
        device.IsCrashed = true;
        _devices.Remove(device);
        WriteTold(device);
        if (device.Open().Count > 0)
        {
            throw new SimulationFailure($"{device} is gone and has not answered {device.Open()[0]}");
        }

        var next = NewDevice(device.UserId, _random.Next(2) == 0 ? device.DeviceId : $"d{++_lastDevice}");
        if (_random.Next(2) == 0)
        {
            await _backend.AtOnceAsync(() => LogIn(next));
        }
    }

    private SimulatedDevice NewDevice(string user, string deviceId)
    {
        var device = new SimulatedDevice(_backend.CreateZim(deviceId), user, deviceId, History, maySkip: _nodeFaults is not null);
        _devices.Add(device);
        return device;
    }

    private void LogIn(SimulatedDevice device)
    {
        var login = new SimulatedOperation("Login", "", device.UserId, device.DeviceId, []);
        var done = device.Begin(login);
        _journal.Write($"{device} login");
        device.Zim.Login(new ZIMUserInfo { userID = device.UserId }, error => done("", error));
    }

    private async Task AdvanceAsync(TimeSpan time)
    {
        _journal.Write($"advance {time}");
        await _backend.AdvanceAsync(time);
    }

    private Task AtOnceAsync(SimulatedDevice device, string what, Action<ZIM> action)
    {
        Note(device, what);
        return _backend.AtOnceAsync(() => action(device.Zim));
    }

    private async Task RestAsync()
    {
        await _backend.SettleAsync();
        _devices.ForEach(WriteTold);
        NotePresence();
        _oracle.CheckAtRest(_devices, _goneSince, _nodeFaults?.IsOver ?? true, _nodeFaults is null ? TimeSpan.Zero : NodeFaults.Lag);
    }

    private void NotePresence()
    {
        foreach (var user in _users)
        {
            if (_devices.Exists(device => device.UserId == user && !device.IsDropped && device.Zim.ConnectionState != ZIMConnectionState.Disconnected))
            {
                _goneSince.Remove(user);
            }
            else
            {
                _goneSince.TryAdd(user, _backend.Time.GetUtcNow());
            }
        }
    }

    private void WriteTold(SimulatedDevice device)
    {
        foreach (var told in device.TakeTold())
        {
            _journal.Write($"    {device} is told: {told}");
        }
    }

    private void Note(SimulatedDevice device, string what) => _journal.Write($"{device} {what}");

    private TimeSpan RandomTime() => _random.Next(10) switch
    {
        < 4 => TimeSpan.FromMilliseconds(_random.Next(1, 1000)),
        < 8 => TimeSpan.FromSeconds(_random.Next(1, 20)),
        _ => TimeSpan.FromSeconds(_random.Next(20, 150)),
    };
}
