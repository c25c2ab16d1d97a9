using System.Buffers.Binary;
using System.Text;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>The bytes of an HTTP/2 connection on which somebody logs in, written by hand so that each of them can be spoilt.</summary>
internal static class Http2Bytes
{
    public static byte[] Login { get; } =
    [
        .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8,
        .. Frame(type: 4, flags: 0, stream: 0, []),
        .. Frame(type: 1, flags: 4, stream: 1, Headers()),
        .. Frame(type: 0, flags: 0, stream: 1, Frames.Encode(new ClientFrame { Hello = Frames.Hello() })),
        .. Frame(type: 6, flags: 0, stream: 0, new byte[8]),
        .. Frame(type: 0, flags: 1, stream: 1, Frames.Encode(new ClientFrame { Ping = new Ping { Cookie = 1 } })),
    ];

    private static byte[] Frame(byte type, byte flags, uint stream, byte[] content)
    {
        var frame = new byte[9 + content.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, ((uint)content.Length << 8) | type);
        frame[4] = flags;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(5), stream);
        content.CopyTo(frame, 9);
        return frame;
    }

    private static byte[] Headers() =>
    [
        .. Header(":method", "POST"),
        .. Header(":scheme", "http"),
        .. Header(":path", RawRequest.Path),
        .. Header(":authority", "fuzz"),
        .. Header("content-type", "application/grpc"),
        .. Header("te", "trailers"),
        .. Header("grpc-timeout", "5S"),
        .. Header("x-bin", "AAAA"),
    ];

    /// <summary>A literal that is not indexed, without Huffman coding.</summary>
    private static byte[] Header(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), (byte)value.Length, .. Encoding.ASCII.GetBytes(value)];
}
