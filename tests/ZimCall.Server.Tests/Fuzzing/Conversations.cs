using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>Connections of clients that log in and ask for things, right in most and wrong in some of it.</summary>
internal sealed class Conversations(Mutator mutator, TimeProvider time)
{
    private static readonly string[] Users = [.. Enumerable.Range(0, 8).Select(static number => $"user{number}")];
    private static readonly string[] Calls = [.. Enumerable.Range(0, 40).Select(static number => $"{4000 + number}")];

    private ulong _lastRequest;

    /// <summary>Who takes part; they can be invited.</summary>
    public static IReadOnlyList<string> Participants => Users;

    public ScriptedConnection Next()
    {
        var hello = Hello();
        var proved = hello.Clone();
        List<byte[]> script = [Encode(new ClientFrame { Hello = hello })];
        for (var i = mutator.Random.Next(6); i > 0; i--)
        {
            script.Add(Encode(Frame()));
        }

        return new ScriptedConnection(script, nonce => Encode(Proof(proved, nonce)), breaks: mutator.Once(0.5));
    }

    /// <summary>A frame, right or with a field changed, whole or with its bytes damaged.</summary>
    private byte[] Encode(ClientFrame frame)
    {
        if (mutator.Once(0.4))
        {
            mutator.Message(frame);
        }

        var bytes = ScriptedConnection.Frame(frame);
        return mutator.Once(0.1) ? mutator.Bytes(bytes) : bytes;
    }

    private Hello Hello()
    {
        var user = mutator.Pick(Users);
        var hello = new Hello
        {
            ProtocolVersion = SignalingMethod.ProtocolVersion,
            AppId = ZimTestBackend.AppID,
            UserId = user,
            UserName = user,
            DeviceId = $"device{mutator.Random.Next(15)}",
            InstanceId = ByteString.CopyFrom([.. Enumerable.Repeat((byte)mutator.Random.Next(4), SignalingMethod.InstanceIdBytes)]),
            SessionId = mutator.Once(0.3) ? "00112233445566778899aabbccddeeff" : "",
            Client = "fuzz/1",
        };
        if (mutator.Once(0.5))
        {
            var token = Token04.Generate(ZimTestBackend.AppID, user, ZimTestBackend.ServerSecret, TimeSpan.FromHours(1), time: time);
            hello.Token = mutator.Once(0.2) ? mutator.Text(token) : token;
        }

        for (var i = mutator.Random.Next(3); i > 0; i--)
        {
            hello.KnownCalls.Add(new KnownCall { CallId = mutator.Pick(Calls), Revision = mutator.Random.Next(5) });
            hello.UnansweredRequestIds.Add((ulong)mutator.Random.Next(100));
        }

        return hello;
    }

    private static ClientFrame Proof(Hello hello, byte[] nonce) => new()
    {
        Proof = new Proof
        {
            Hmac = ByteString.CopyFrom(LoginProof.Compute(ZimTestBackend.AppSign, hello.AppId, hello.UserId, hello.DeviceId, nonce)),
        },
    };

    private ClientFrame Frame() => mutator.Random.Next(8) switch
    {
        0 => new ClientFrame { Ping = new Ping { Cookie = 1 } },
        1 => new ClientFrame { Received = new Received { CallId = mutator.Pick(Calls) } },
        2 => new ClientFrame { Logout = new Logout() },
        _ => new ClientFrame { Request = Request() },
    };

    private Request Request()
    {
        var (callId, users) = (mutator.Pick(Calls), new[] { mutator.Pick(Users), mutator.Pick(Users) });
        Request request = mutator.Random.Next(10) switch
        {
            0 or 1 => new() { CallInvite = Invite(callId, users) },
            2 => new() { CallCancel = new CallCancel { CallId = callId, Invitees = { users }, ExtendedData = "x" } },
            3 => new() { CallAccept = new CallAccept { CallId = callId, ExtendedData = "x" } },
            4 => new() { CallReject = new CallReject { CallId = callId } },
            5 => new() { CallingInvite = new CallingInvite { CallId = callId, Invitees = { users } } },
            6 => new() { CallJoin = new CallJoin { CallId = callId } },
            7 => new() { CallQuit = new CallQuit { CallId = callId } },
            8 => new() { CallEnd = new CallEnd { CallId = callId } },
            _ => new() { QueryCallInvitationList = new QueryCallInvitationList { Count = 10 } },
        };
        request.Id = ++_lastRequest;
        request.SettledBelow = _lastRequest > 20 ? _lastRequest - 20 : 0;
        return request;
    }

    private CallInvite Invite(string callId, string[] users) => new()
    {
        CallId = callId,
        Mode = mutator.Random.Next(2),
        Timeout = (uint)mutator.Random.Next(0, 100),
        ExtendedData = "x",
        EnableNotReceivedCheck = mutator.Once(0.5),
        Invitees = { users },
        Push = new PushConfig { Title = "t", Content = "c", Payload = "p", Voip = new VoIPConfig { HandleValue = "h" } },
    };
}
