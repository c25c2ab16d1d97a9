namespace ZimCall.Transport;

/// <summary>A connection could not be opened, broke, or was refused by the server.</summary>
/// <param name="message">What happened, for people.</param>
/// <param name="code">The error code the server gave; null when it gave none, as when it was not reached.</param>
/// <param name="innerException">The cause.</param>
internal sealed class ConnectionException(string message, ZIMErrorCode? code = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The error code the server gave.</summary>
    public ZIMErrorCode? Code => code;
}
