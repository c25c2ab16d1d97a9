using Google.Protobuf;

namespace ZimCall.Protocol;

/// <summary>What the server sends.</summary>
public sealed partial class ServerFrame
{
    /// <summary>The frame's bytes, if it was encoded to be sent to many; otherwise empty.</summary>
    public ReadOnlyMemory<byte> Encoded { get; private set; }

    /// <summary>Encodes the frame once for all who are sent it. It must not be changed any more.</summary>
    public void Encode()
    {
        if (Encoded.IsEmpty)
        {
            Encoded = this.ToByteArray();
        }
    }
}
