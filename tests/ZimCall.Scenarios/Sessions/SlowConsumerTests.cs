using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Testing;
using ZimCall.Transport;
using ZimCall.Wire;

namespace ZimCall.Scenarios.Sessions;

/// <summary>A client that does not read costs the server a bounded amount, and heals by reconnecting (law 4).</summary>
public class SlowConsumerTests
{
    private const string DeviceId = "bobs-phone";

    /// <summary>A safety net in real time: nothing here waits for it unless something is broken.</summary>
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Who_never_reads_is_cut_off_and_heals()
    {
        await using var server = await GrpcServer.StartAsync(static options =>
        {
            options.MaxQueuedBytes = 64 * 1024;
            options.SessionRequestsPerSecond = options.UserRequestsPerSecond = 10_000;
        });
        await using var transport = new GrpcTransport(server.Address, new RpcChannelOptions());
        var bob = await LogInByHandAsync(transport);
        await using var alice = await server.LoginAsync("alice");

        // Some 900 KB for bob, who reads none of it: more than the queue, the streams' windows and the sockets hold.
        var config = new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced, extendedData = new string('x', 2000) };
        for (var i = 0; i < 400; i++)
        {
            var call = await alice.CallInviteAsync(["bob"], config);
            await alice.CallCancelAsync([], call.callID);
        }

        var read = 0;
        var reading = async () =>
        {
            while (await bob.ReadAsync() is { } frame)
            {
                read += frame.CalculateSize();
            }
        };
        await reading.Awaiting(static read => read().WaitAsync(SafetyNet)).Should().ThrowAsync<ConnectionException>("the server gave it up");
        read.Should().BeLessThan(800_000, "the rest was never kept for it");

        var ringing = await alice.CallInviteAsync(["bob"], config);
        await using var again = server.CreateZim();
        var told = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        again.OnCallInvitationReceived += (_, _, callID) => told.TrySetResult(callID);
        await again.LoginAsync(new ZIMUserInfo { userID = "bob" });
        (await told.Task.WaitAsync(SafetyNet)).Should().Be(ringing.callID, "reconnecting heals");
    }

    private static async Task<IClientConnection> LogInByHandAsync(GrpcTransport transport)
    {
        var connection = await transport.ConnectAsync(CancellationToken.None);
        connection.Send(new ClientFrame
        {
            Hello = new Hello
            {
                ProtocolVersion = SignalingMethod.ProtocolVersion,
                AppId = ZimTestBackend.AppID,
                UserId = "bob",
                DeviceId = DeviceId,
                InstanceId = ByteString.CopyFrom(new byte[SignalingMethod.InstanceIdBytes]),
            },
        });
        var challenge = (await connection.ReadAsync())!.Challenge;
        var proof = LoginProof.Compute(ZimTestBackend.AppSign, ZimTestBackend.AppID, "bob", DeviceId, challenge.Nonce.Span);
        connection.Send(new ClientFrame { Proof = new Proof { Hmac = ByteString.CopyFrom(proof) } });
        (await connection.ReadAsync())!.Welcome.Should().NotBeNull();
        (await connection.ReadAsync())!.CatchUp.Last.Should().BeTrue();
        return connection;
    }
}
