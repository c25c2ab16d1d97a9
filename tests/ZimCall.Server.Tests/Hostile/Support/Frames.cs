using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using ZimCall.Protocol;

namespace ZimCall.Server.Tests.Hostile.Support;

/// <summary>What a client sends, right and wrong.</summary>
internal static class Frames
{
    public static byte[] InstanceId { get; } = RandomNumberGenerator.GetBytes(SignalingMethod.InstanceIdBytes);

    /// <summary>A Hello with nothing wrong in it.</summary>
    public static Hello Hello(string user = "mallory") => new()
    {
        ProtocolVersion = SignalingMethod.ProtocolVersion,
        AppId = HostileServer.AppId,
        UserId = user,
        DeviceId = "device-of-mallory",
        InstanceId = ByteString.CopyFrom(InstanceId),
        Client = "hostile/1",
    };

    public static byte[] Encode(IMessage message) => Frame(message.ToByteArray());

    /// <summary>A frame of these bytes; the header may lie about their number and about their compression.</summary>
    public static byte[] Frame(byte[] content, uint? length = null, byte flag = 0)
    {
        var frame = new byte[5 + content.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), length ?? (uint)content.Length);
        content.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>What no stream can go on after, and the status that it gets.</summary>
    public static (byte[] Bytes, int Status, string Words) Broken(string how) => how switch
    {
        "malformed" => (Frame([0x0A, 0xFF, 0xFF]), 13, "malformed message"),
        "random" => (Frame([.. Enumerable.Range(0, 200).Select(static i => (byte)(i * 37 | 7))]), 13, "malformed message"),
        "2 GB" => (Frame([], int.MaxValue), 8, "a message of 2147483647 bytes is larger than the 65536 allowed"),
        "4 GB" => (Frame([], uint.MaxValue), 8, "a message of 4294967295 bytes"),
        "64 KiB + 1" => (Frame(new byte[65537]), 8, "a message of 65537 bytes is larger than the 65536 allowed"),
        "truncated" => (Frame([1, 2, 3], 100), 13, "it ended in the middle of a frame"),
        "half a header" => ([0, 0, 0], 13, "it ended in the middle of a frame"),
        "compressed" => (Frame([1, 2, 3], flag: 1), 12, "compressed messages are not supported"),
        "wrong flag" => (Frame([1, 2, 3], flag: 9), 13, "its first byte is 9"),
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };
}
