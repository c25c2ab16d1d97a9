using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;

namespace ZimCall.Wire;

/// <summary>A message that is to be written, or the bytes of one that many are sent.</summary>
internal readonly struct Frame<T>
    where T : class, IMessage<T>
{
    /// <summary>What pipes give out in one piece without a thought.</summary>
    private const int Block = 4096;

    private readonly T? message;
    private readonly ReadOnlyMemory<byte> encoded;

    public Frame(T message)
    {
        this.message = message;
        Size = FrameCodec.HeaderLength + message.CalculateSize();
    }

    public Frame(ReadOnlyMemory<byte> encoded)
    {
        this.encoded = encoded;
        Size = FrameCodec.HeaderLength + encoded.Length;
    }

    /// <summary>Its length on the wire, header and all.</summary>
    public int Size { get; }

    /// <summary>Writes frames, as many as fit at a time into one piece of memory: asking for memory is what costs.</summary>
    public static void WriteAll(ReadOnlySpan<Frame<T>> frames, PipeWriter output)
    {
        while (!frames.IsEmpty)
        {
            int count = 1;
            int bytes = frames[0].Size;
            while (count < frames.Length && bytes + frames[count].Size <= Block)
            {
                bytes += frames[count++].Size;
            }

            if (bytes > Block)
            {
                frames[0].WriteTo(output);
            }
            else
            {
                Span<byte> room = output.GetSpan(bytes);
                foreach (Frame<T> frame in frames[..count])
                {
                    frame.WriteTo(room[..frame.Size]);
                    room = room[frame.Size..];
                }

                output.Advance(bytes);
            }

            frames = frames[count..];
        }
    }

    private void WriteTo(Span<byte> room)
    {
        FrameCodec.WriteHeader(room, room.Length - FrameCodec.HeaderLength);
        if (message is null)
        {
            encoded.Span.CopyTo(room[FrameCodec.HeaderLength..]);
        }
        else
        {
            message.WriteTo(room[FrameCodec.HeaderLength..]);
        }
    }

    private void WriteTo(PipeWriter output)
    {
        FrameCodec.WriteHeader(output.GetSpan(FrameCodec.HeaderLength), Size - FrameCodec.HeaderLength);
        output.Advance(FrameCodec.HeaderLength);
        if (message is null)
        {
            output.Write(encoded.Span);
        }
        else
        {
            message.WriteTo(output);
        }
    }
}
