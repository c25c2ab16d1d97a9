namespace ZimCall.Protocol;

/// <summary>Names on the wire that both sides use.</summary>
public static class SignalingMethod
{
    /// <summary>The version of the protocol that this code speaks.</summary>
    public const uint ProtocolVersion = 1;

    /// <summary>The service's full name.</summary>
    public const string Service = "zimcall.v1.Signaling";

    /// <summary>The method's name.</summary>
    public const string Connect = "Connect";

    /// <summary>The trailer that carries ZIM's error code when a login is refused.</summary>
    public const string ErrorCodeTrailer = "zim-error-code";

    /// <summary>The most bytes that a frame from client to server may have, by default.</summary>
    public const int DefaultMaxFrameBytes = 64 * 1024;

    /// <summary>The number of random bytes that name a client instance.</summary>
    public const int InstanceIdBytes = 16;
}
