namespace ZimCall.Server;

/// <summary>Brings callbacks to their receivers.</summary>
internal interface ICallbackSender
{
    /// <summary>Makes one try, in bounded time and with bounded memory, whatever the receiver does.</summary>
    /// <param name="app">The app, which has callbacks.</param>
    /// <param name="callback">The callback.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <returns>Why it failed; null when the receiver has it.</returns>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    Task<string?> SendAsync(ZimCallApp app, OutgoingCallback callback, CancellationToken cancellationToken);
}
