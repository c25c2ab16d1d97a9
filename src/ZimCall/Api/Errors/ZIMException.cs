namespace ZimCall;

/// <summary>What the Task forms throw when an operation is refused or fails. It holds what a callback would have been given.</summary>
public sealed class ZIMException : Exception
{
    /// <summary>Makes one for a failure that has no code of its own.</summary>
    public ZIMException()
        : this(new ZIMError { code = ZIMErrorCode.Failed, message = nameof(ZIMErrorCode.Failed) })
    {
    }

    /// <summary>Makes one for a failure that has no code of its own.</summary>
    /// <param name="message">What went wrong.</param>
    public ZIMException(string message)
        : this(new ZIMError { code = ZIMErrorCode.Failed, message = message })
    {
    }

    /// <summary>Makes one for a failure that has no code of its own.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="innerException">What it came from.</param>
    public ZIMException(string message, Exception? innerException)
        : base(message, innerException) =>
        Error = new ZIMError { code = ZIMErrorCode.Failed, message = message };

    /// <summary>Makes one of an error.</summary>
    /// <param name="error">The error; its message becomes the exception's.</param>
    public ZIMException(ZIMError error)
        : base(error.message.Length == 0 ? error.ToString() : error.message) => Error = error;

    /// <summary>What refused the operation. Decide by its code.</summary>
    public ZIMError Error { get; }
}
