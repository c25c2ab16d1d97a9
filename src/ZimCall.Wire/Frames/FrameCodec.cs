using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>
/// gRPC's frame around each message: one flag byte, the length in four bytes, the message. Both halves use this one copy.
/// </summary>
public static class FrameCodec
{
    /// <summary>The bytes before each message.</summary>
    public const int HeaderLength = 5;

    /// <summary>Appends one frame. The message must not change until this returns.</summary>
    /// <typeparam name="T">The message's type.</typeparam>
    /// <param name="output">Where the frame goes; nothing in between is allocated.</param>
    /// <param name="message">The message.</param>
    /// <returns>The length of the frame in bytes.</returns>
    public static int Write<T>(IBufferWriter<byte> output, T message)
        where T : class, IMessage<T>
    {
        int size = message.CalculateSize();
        WriteHeader(output.GetSpan(HeaderLength), size);
        output.Advance(HeaderLength);
        message.WriteTo(output);
        return HeaderLength + size;
    }

    /// <summary>Reads one frame.</summary>
    /// <typeparam name="T">The message's type.</typeparam>
    /// <param name="input">Where frames come from. One reader at a time.</param>
    /// <param name="parser">Reads the message.</param>
    /// <param name="maxMessageBytes">The largest message accepted, in bytes; decided from the header alone.</param>
    /// <param name="cancellationToken">Stops waiting; what had arrived stays in <paramref name="input"/>.</param>
    /// <returns>The message, or null when the stream ended between two frames.</returns>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: larger than allowed. UNIMPLEMENTED: compressed. INTERNAL: truncated
    /// or malformed. After any of these the stream cannot be read on.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the pending read.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T?> ReadAsync<T>(
        PipeReader input, MessageParser<T> parser, int maxMessageBytes, CancellationToken cancellationToken = default)
        where T : class, IMessage<T>
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            if (read.IsCanceled)
            {
                input.AdvanceTo(buffer.Start);
                throw new OperationCanceledException("The pending read was cancelled.");
            }

            SequencePosition consumed = buffer.Start;
            SequencePosition examined = buffer.Start;
            try
            {
                if (TryTakePayload(buffer, maxMessageBytes, out ReadOnlySequence<byte> payload))
                {
                    consumed = examined = payload.End;
                    return Parse(parser, payload);
                }

                // The whole buffer counts as examined, so that flow control lets the rest of the message come.
                examined = buffer.End;
            }
            finally
            {
                input.AdvanceTo(consumed, examined);
            }

            if (read.IsCompleted)
            {
                return buffer.IsEmpty
                    ? null
                    : throw new RpcException(RpcStatusCode.Internal, "malformed stream: it ended in the middle of a frame");
            }
        }
    }

    /// <summary>Writes what stands before a message of some length.</summary>
    internal static void WriteHeader(Span<byte> header, int length)
    {
        header[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(header[1..], length);
    }

    private static bool TryTakePayload(ReadOnlySequence<byte> buffer, int maxMessageBytes, out ReadOnlySequence<byte> payload)
    {
        payload = default;
        if (buffer.Length < HeaderLength)
        {
            return false;
        }

        Span<byte> header = stackalloc byte[HeaderLength];
        buffer.Slice(0, HeaderLength).CopyTo(header);
        switch (header[0])
        {
            case 0:
                break;
            case 1:
                throw new RpcException(RpcStatusCode.Unimplemented, "compressed messages are not supported");
            default:
                throw new RpcException(
                    RpcStatusCode.Internal,
                    string.Create(CultureInfo.InvariantCulture, $"malformed frame: its first byte is {header[0]}"));
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > (uint)maxMessageBytes)
        {
            throw new RpcException(
                RpcStatusCode.ResourceExhausted,
                string.Create(CultureInfo.InvariantCulture, $"a message of {length} bytes is larger than the {maxMessageBytes} allowed"));
        }

        if (buffer.Length - HeaderLength < length)
        {
            return false;
        }

        payload = buffer.Slice(HeaderLength, length);
        return true;
    }

    private static T Parse<T>(MessageParser<T> parser, ReadOnlySequence<byte> payload)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(RpcStatusCode.Internal, "malformed message: it is not the expected protobuf message", e);
        }
    }
}
