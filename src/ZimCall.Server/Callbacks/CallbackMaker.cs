using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

namespace ZimCall.Server;

/// <summary>Makes callbacks for the apps that want them.</summary>
internal sealed class CallbackMaker(ZimCallServerOptions options, TimeProvider time)
{
    private readonly ImmutableHashSet<(uint AppId, string Event)> _wanted =
    [
        .. options.Apps.SelectMany(static app => (app.Callbacks?.Events ?? []).Select(name => (app.AppId, name))),
    ];

    /// <summary>Whether an app is told of an event.</summary>
    public bool IsWanted(uint appId, string name) => _wanted.Contains((appId, name));

    /// <summary>Whether an app is told of anything.</summary>
    public bool IsAnyWanted(uint appId) => _wanted.Any(entry => entry.AppId == appId);

    public OutgoingCallback Make(uint appId, string lane, string name, Action<Utf8JsonWriter> write) => new(
        Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), appId, lane, name, CallbackBody.Fields(write), time.NowMs());
}
