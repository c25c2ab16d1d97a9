using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;

namespace ZimCall.Server.Tests.Hostile;

/// <summary>What is no frame ends the connection that it came on, with a status, a code and a log message, and nothing else.</summary>
public sealed class BrokenFrameTests
{
    public static TheoryData<string> Kinds { get; } = new(
        "malformed", "random", "2 GB", "4 GB", "64 KiB + 1", "truncated", "half a header", "compressed", "wrong flag");

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Instead_of_a_Hello(string how)
    {
        await using var server = await HostileServer.StartAsync();
        var (bytes, status, words) = Frames.Broken(how);
        var answer = await RawRequest.SendAsync(server, bytes);
        Check(answer, status, words);
        answer.Frames.Should().BeEmpty();
        await server.Log.EntryAsync(1108, words);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task In_a_session_which_can_be_resumed(string how)
    {
        await using var server = await HostileServer.StartAsync();
        var hello = Frames.Hello();
        hello.Token = Token04.Generate(HostileServer.AppId, hello.UserId, HostileServer.ServerSecret, TimeSpan.FromHours(1));
        server.KeepSecret(Convert.FromBase64String(hello.Token[2..]));
        var (bytes, status, words) = Frames.Broken(how);
        var answer = await RawRequest.SendAsync(server, [.. Frames.Encode(new ClientFrame { Hello = hello }), .. bytes]);
        Check(answer, status, words);
        await server.Log.EntryAsync(1108, words);

        hello.SessionId = answer.Frames[0].Welcome.SessionId;
        var again = await RawRequest.SendAsync(server, Frames.Encode(new ClientFrame { Hello = hello }));
        again.Frames[0].Welcome.Resumed.Should().BeTrue();
    }

    [Fact]
    public async Task A_frame_of_just_64_KiB_is_taken()
    {
        await using var server = await HostileServer.StartAsync();
        var hello = Frames.Hello();
        hello.Token = "x";
        var frame = new ClientFrame { Hello = hello };
        hello.Token = new string('x', 1 + 65536 - frame.CalculateSize());
        hello.Token = hello.Token[(frame.CalculateSize() - 65536)..];
        frame.CalculateSize().Should().Be(65536);
        var answer = await RawRequest.SendAsync(server, Frames.Encode(frame));
        answer.ErrorCode.Should().Be("6000103", answer.Message);
    }

    private static void Check(RawRequest answer, int status, string words)
    {
        answer.HttpStatus.Should().Be(200);
        answer.GrpcStatus.Should().Be($"{status}", answer.Message);
        answer.Message.Should().Contain(words);
        answer.ErrorCode.Should().Be("6000001");
    }
}
