using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Wire;

namespace ZimCall.Server.Tests.Hostile.Support;

/// <summary>A client that speaks gRPC well, and says whatever a test wants.</summary>
internal sealed class RawSession : IAsyncDisposable
{
    private readonly RpcChannel _channel;
    private readonly RpcDuplexCall<ClientFrame, ServerFrame> _call;

    private RawSession(RpcChannel channel, RpcDuplexCall<ClientFrame, ServerFrame> call) => (_channel, _call) = (channel, call);

    public static async Task<RawSession> OpenAsync(HostileServer server)
    {
        RpcChannel channel = new(server.Address);
        var method = new RpcMethod<ClientFrame, ServerFrame>(
            SignalingMethod.Service, SignalingMethod.Connect, ClientFrame.Parser, ServerFrame.Parser);
        return new RawSession(channel, await channel.OpenDuplexAsync(method));
    }

    /// <summary>What the server said at the login.</summary>
    public Welcome Welcome { get; private set; } = null!;

    /// <summary>Everything that came between Welcome and the end of the catch-up, that included.</summary>
    public List<ServerFrame> Greeting { get; } = [];

    /// <summary>Logs in as an honest client would.</summary>
    public static Task<RawSession> LoginAsync(HostileServer server) => LoginAsync(server, Frames.Hello());

    public static async Task<RawSession> LoginAsync(HostileServer server, Hello hello)
    {
        var session = await OpenAsync(server);
        await session.SendAsync(new ClientFrame { Hello = hello });
        if (hello.Token.Length == 0)
        {
            var appSign = hello.AppId == HostileServer.AppId ? HostileServer.AppSign : HostileServer.OtherAppSign;
            await session.SendAsync(Proof(await session.ChallengeAsync(), hello, appSign));
        }

        session.Welcome = (await session.ReadAsync()).Welcome;
        session.Welcome.Should().NotBeNull();
        do
        {
            session.Greeting.Add(await session.ReadAsync());
        }
        while (session.Greeting[^1].CatchUp?.Last != true);
        return session;
    }

    /// <summary>Asks, and reads over what else comes until the reply is there.</summary>
    public async Task<Reply> ReplyAsync(Request request)
    {
        await SendAsync(new ClientFrame { Request = request });
        while (true)
        {
            var frame = await ReadAsync();
            if (frame.Reply?.Id == request.Id)
            {
                return frame.Reply;
            }
        }
    }

    public static ClientFrame Proof(byte[] nonce, Hello hello, string appSign = HostileServer.AppSign) => new()
    {
        Proof = new Proof
        {
            Hmac = ByteString.CopyFrom(LoginProof.Compute(appSign, hello.AppId, hello.UserId, hello.DeviceId, nonce)),
        },
    };

    public Task SendAsync(ClientFrame frame) => _call.WriteAsync(frame).AsTask().WaitAsync(HostileServer.Patience);

    public async Task<ServerFrame> ReadAsync() =>
        await _call.ReadAsync().AsTask().WaitAsync(HostileServer.Patience) ?? throw new InvalidOperationException("The stream has ended.");

    public async Task<byte[]> ChallengeAsync() => (await ReadAsync()).Challenge.Nonce.ToByteArray();

    public async Task<Reply> AskAsync(Request request)
    {
        await SendAsync(new ClientFrame { Request = request });
        return (await ReadAsync()).Reply;
    }

    /// <summary>Waits for the refusal of the login.</summary>
    public async Task RefusedAsync(RpcStatusCode status, int code, string words)
    {
        var refused = (await FluentActions.Awaiting(ReadAsync).Should().ThrowAsync<RpcException>()).Which;
        refused.Status.Code.Should().Be(status, refused.Status.Message);
        refused.Status.Message.Should().Contain(words);
        refused.Trailers.Should().Contain(SignalingMethod.ErrorCodeTrailer, $"{code}");
    }

    public async ValueTask DisposeAsync()
    {
        await _call.DisposeAsync();
        await _channel.DisposeAsync();
    }
}
