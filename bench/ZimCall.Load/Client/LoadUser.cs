using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Wire;

namespace ZimCall.Load.Client;

/// <summary>One user on one device, as little as the protocol lets one be, so that the generator costs little.</summary>
internal sealed class LoadUser(string userId) : IAsyncDisposable
{
    private const string DeviceId = "load";

    private readonly byte[] _instanceId = SHA256.HashData(Encoding.UTF8.GetBytes(userId))[..SignalingMethod.InstanceIdBytes];
    private RpcDuplexCall<ClientFrame, ServerFrame>? _call;
    private Task _reading = Task.CompletedTask;
    private string _sessionId = "";
    private ulong _lastRequest;
    private long _sent;
    private long _received;

    public string UserId => userId;

    /// <summary>Hears of replies and updates, on the connection's loop.</summary>
    public Action<LoadUser, ServerFrame>? OnFrame { get; set; }

    /// <summary>Frames sent and received, both ways together.</summary>
    public long Frames => Volatile.Read(ref _sent) + Volatile.Read(ref _received);

    /// <summary>Whether the connection was lost that nobody closed.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Connects, logs in and takes what it missed.</summary>
    /// <returns>Whether the session is the one it had, and the calls that it is in.</returns>
    public async Task<Login> ConnectAsync(RpcChannel channel, IReadOnlyList<KnownCall> known)
    {
        IsLost = false;
        _call = await channel.OpenDuplexAsync(LoadApp.Connect);
        var hello = new Hello
        {
            ProtocolVersion = SignalingMethod.ProtocolVersion,
            AppId = LoadApp.AppId,
            UserId = userId,
            DeviceId = DeviceId,
            InstanceId = ByteString.CopyFrom(_instanceId),
            SessionId = _sessionId,
            Client = "zimcall-load/1",
        };
        hello.KnownCalls.AddRange(known);
        await _call.WriteAsync(new ClientFrame { Hello = hello });
        var resumed = false;
        var following = 0;
        while (true)
        {
            var frame = await _call.ReadAsync() ?? throw new IOException("The stream ended before the session was open.");
            switch (frame.FrameCase)
            {
                case ServerFrame.FrameOneofCase.Challenge:
                    var proof = LoginProof.Compute(LoadApp.AppSign, LoadApp.AppId, userId, DeviceId, frame.Challenge.Nonce.Span);
                    await _call.WriteAsync(new ClientFrame { Proof = new Proof { Hmac = ByteString.CopyFrom(proof) } });
                    break;
                case ServerFrame.FrameOneofCase.Welcome:
                    _sessionId = frame.Welcome.SessionId;
                    resumed = frame.Welcome.Resumed;
                    break;
                case ServerFrame.FrameOneofCase.CatchUp:
                    following += frame.CatchUp.Updates.Count(static update => update.Follows) - frame.CatchUp.LostCallIds.Count;
                    if (frame.CatchUp.Last)
                    {
                        _reading = ReadAsync(_call);
                        return new Login(resumed, following);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A request with the next id; whoever uses a user has one request at a time under way.</summary>
    public Request NextRequest()
    {
        var id = ++_lastRequest;
        return new Request { Id = id, SettledBelow = id };
    }

    public void Send(ClientFrame frame)
    {
        Interlocked.Increment(ref _sent);
        var write = _call!.WriteAsync(frame);
        if (!write.IsCompletedSuccessfully)
        {
            _ = ObserveAsync(write);
        }
    }

    /// <summary>Breaks the connection as a lost network would.</summary>
    public async Task BreakAsync()
    {
        _call?.Abort();
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_call is { } call)
        {
            _call = null;
            await call.DisposeAsync();
            await _reading;
        }
    }

    private async Task ReadAsync(RpcDuplexCall<ClientFrame, ServerFrame> call)
    {
        try
        {
            while (await call.ReadAsync() is { } frame)
            {
                Volatile.Write(ref _received, _received + 1);
                OnFrame?.Invoke(this, frame);
            }

            IsLost = _call is not null;
        }
        catch (RpcException)
        {
            IsLost = _call is not null;
        }
    }

    private static async Task ObserveAsync(ValueTask write)
    {
        try
        {
            await write;
        }
        catch (RpcException)
        {
            // The read fails for the same reason, and says so.
        }
    }

    /// <summary>How a connection began.</summary>
    /// <param name="Resumed">Whether it took up the session of the one before.</param>
    /// <param name="Following">How many calls it follows.</param>
    internal readonly record struct Login(bool Resumed, int Following);
}
