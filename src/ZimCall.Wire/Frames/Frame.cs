using System.Buffers;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>A message that is to be written, or the bytes of one that many are sent.</summary>
internal readonly struct Frame<T>
    where T : class, IMessage<T>
{
    private readonly T? message;
    private readonly ReadOnlyMemory<byte> encoded;

    public Frame(T message) => this.message = message;

    public Frame(ReadOnlyMemory<byte> encoded) => this.encoded = encoded;

    /// <summary>Its length on the wire, header and all.</summary>
    public int Size => FrameCodec.HeaderLength + (message?.CalculateSize() ?? encoded.Length);

    public void WriteTo(IBufferWriter<byte> output)
    {
        if (message is null)
        {
            FrameCodec.Write(output, encoded.Span);
        }
        else
        {
            FrameCodec.Write(output, message);
        }
    }
}
