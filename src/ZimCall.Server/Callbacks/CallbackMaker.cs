using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;

namespace ZimCall.Server;

/// <summary>Makes callbacks for the apps that want them.</summary>
internal sealed class CallbackMaker(ZimCallServerOptions options, TimeProvider time)
{
    private readonly FrozenDictionary<uint, FrozenSet<string>> _wanted = options.Apps.Where(static app => app.Callbacks is not null)
        .ToFrozenDictionary(static app => app.AppId, static app => app.Callbacks!.Events.ToFrozenSet());

    /// <summary>Whether an app is told of an event.</summary>
    public bool IsWanted(uint appId, string name) => _wanted.TryGetValue(appId, out var events) && events.Contains(name);

    /// <summary>Whether an app is told of anything.</summary>
    public bool IsAnyWanted(uint appId) => _wanted.ContainsKey(appId);

    public OutgoingCallback Make(uint appId, string lane, string name, Action<Utf8JsonWriter> write) => new(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), appId, lane, name, CallbackBody.Fields(write), time.NowMs());
}
