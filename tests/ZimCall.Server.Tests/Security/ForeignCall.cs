using Google.Protobuf;
using ZimCall.Core;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;

namespace ZimCall.Server.Tests.Security;

/// <summary>A call of other people: anna, who called, ben, who may be in it, and carla, whose phone rings.</summary>
internal sealed class ForeignCall : IAsyncDisposable
{
    public const string CallId = "4711";

    private readonly HostileServer _server;
    private readonly RawSession _anna;
    private readonly RawSession _ben;
    private readonly RawSession _carla;

    private ForeignCall(HostileServer server, RawSession anna, RawSession ben, RawSession carla) =>
        (_server, _anna, _ben, _carla) = (server, anna, ben, carla);

    public RawSession Anna => _anna;

    public RawSession Carla => _carla;

    public static async Task<ForeignCall> StartAsync(HostileServer server, CallMode mode, bool isAnswered = true)
    {
        var (anna, ben, carla) = (await LoginAsync(server, "anna"), await LoginAsync(server, "ben"), await LoginAsync(server, "carla"));
        var invite = new CallInvite { CallId = CallId, Mode = (int)mode, ExtendedData = HostileServer.Private, Invitees = { "ben", "carla" } };
        (await anna.ReplyAsync(new Request { Id = 1, CallInvite = invite })).CallInvite.Should().NotBeNull();
        await carla.SendAsync(new ClientFrame { Received = new Received { CallId = CallId } });
        await carla.SendAsync(new ClientFrame { Ping = new Ping() });
        while ((await carla.ReadAsync()).Pong is null)
        {
            // Until the server has taken what was said before.
        }

        if (isAnswered)
        {
            (await ben.ReplyAsync(new Request { Id = 1, CallAccept = new CallAccept { CallId = CallId } })).CallAccept.Should().NotBeNull();
        }

        return new ForeignCall(server, anna, ben, carla);
    }

    public static Hello HelloOf(string user)
    {
        var hello = Frames.Hello(user);
        hello.DeviceId = $"device-of-{user}";
        hello.InstanceId = ByteString.CopyFromUtf8(user.PadRight(SignalingMethod.InstanceIdBytes, '.'));
        return hello;
    }

    public async Task<Call> StoredAsync() =>
        (await _server.Store.FindAsync(new CallKey(HostileServer.AppId, CallId), CancellationToken.None))!;

    public async ValueTask DisposeAsync()
    {
        await _anna.DisposeAsync();
        await _ben.DisposeAsync();
        await _carla.DisposeAsync();
    }

    private static Task<RawSession> LoginAsync(HostileServer server, string user) => RawSession.LoginAsync(server, HelloOf(user));
}
