using ZimCall.Testing;

namespace ZimCall.Server.Tests.Callbacks.Support;

/// <summary>A backend in virtual time whose app wants callbacks.</summary>
internal static class WatchedBackend
{
    public static readonly Uri Url = new("https://business.example/callbacks");

    public const string Secret = "callback-secret-of-the-example";

    public static ZimTestBackend Create(FakeSender sender, IEnumerable<string>? events = null, int nodes = 1) => new(new ZimTestBackendOptions
    {
        Nodes = nodes,
        CallbackSender = sender,
        ConfigureServer = options =>
        {
            options.Apps[0] = options.Apps[0] with
            {
                Callbacks = new ZimCallCallbackOptions(Url, Secret) { Events = [.. events ?? CallbackEvents.All.Remove(CallbackEvents.UserAction)] },
            };
            options.ApiRequestsPerSecond = 1000;
        },
    });
}
