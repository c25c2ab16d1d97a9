namespace ZimCall.Server;

/// <summary>A login is refused, with ZIM's error code.</summary>
internal sealed class LoginRefusedException(int code, string message) : Exception(message)
{
    public int Code => code;
}
