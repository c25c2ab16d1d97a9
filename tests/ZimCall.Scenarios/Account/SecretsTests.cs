using System.Text;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Account;

/// <summary>R-LOG-1: an appSign stays where it is. Looked for in every frame and every line of a log.</summary>
public class SecretsTests
{
    private const string WrongSign = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    [Fact]
    public async Task An_appSign_is_neither_sent_nor_logged()
    {
        using var log = new LogCollector();
        RecordingNetwork? network = null;
        string token;
        await using (var backend = new ZimTestBackend(
            new ZimTestBackendOptions { LoggerFactory = log },
            backend => network = new RecordingNetwork(new GrpcNetwork(backend))))
        {
            token = Token04.Generate(ZimTestBackend.AppID, "carol", ZimTestBackend.ServerSecret, TimeSpan.FromHours(1), time: backend.Time);
            var alice = await WatchedDevice.LoginAsync(backend, "alice");
            var wrong = WatchedDevice.Create(backend, configure: static options => options with { AppSign = WrongSign });
            (await wrong.CodeOfLoginAsync("bob")).Should().Be(6000101);
            var carol = await WatchedDevice.LoginAsync(backend, "carol", token: token);
            (await WatchedDevice.Create(backend).CodeOfLoginAsync("dave", token)).Should().Be(6000103);
            await WatchedDevice.CodeOfAsync(() => carol.Zim.RenewTokenAsync("04" + new string('A', 80)));
            await carol.Zim.RenewTokenAsync(token);
            var call = await alice.Zim.CallInviteAsync(["carol"], new ZIMCallInviteConfig { extendedData = "a private matter" });
            await carol.Zim.CallAcceptAsync(call.callID, new ZIMCallAcceptConfig { extendedData = "another one" });
            backend.BreakConnection(alice.Zim);
            backend.BreakConnection(carol.Zim);
            await backend.AdvanceAsync(TimeSpan.FromSeconds(60));
            alice.Zim.ConnectionState.Should().Be(ZIMConnectionState.Connected);
        }

        network!.Frames.Should().HaveCountGreaterThan(20);
        log.Texts.Should().NotBeEmpty();
        foreach (var sign in new[] { ZimTestBackend.AppSign, WrongSign })
        {
            foreach (var form in new[] { Encoding.UTF8.GetBytes(sign), Encoding.UTF8.GetBytes(sign.ToUpperInvariant()), Convert.FromHexString(sign) })
            {
                network.Frames.Any(frame => frame.AsSpan().IndexOf(form) >= 0).Should().BeFalse("an appSign is never sent");
            }
        }

        foreach (var secret in new[] { ZimTestBackend.AppSign, WrongSign, ZimTestBackend.ServerSecret, token, token[2..40], "a private matter", "another one" })
        {
            log.Texts.Should().NotContain(text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_proof_that_was_recorded_opens_nothing()
    {
        RecordingNetwork? network = null;
        await using var backend = new ZimTestBackend(null, backend => network = new RecordingNetwork(new GrpcNetwork(backend)));
        var one = await WatchedDevice.LoginAsync(backend, "alice", "d");
        await one.Zim.LogoutAsync();
        await WatchedDevice.LoginAsync(backend, "alice", "d");
        var proofs = network!.Frames.Select(static frame => TryProof(frame)).OfType<string>().ToArray();
        proofs.Should().HaveCount(2).And.OnlyHaveUniqueItems();

        static string? TryProof(byte[] frame)
        {
            // A ClientFrame of one Proof: field 2 around field 1 of 32 bytes.
            return frame.Length == 36 && frame[0] == 0x12 && frame[2] == 0x0A && frame[3] == 32 ? Convert.ToHexString(frame[4..]) : null;
        }
    }
}
