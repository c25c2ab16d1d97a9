namespace ZimCall.Server;

/// <summary>
/// Brings calls to members who have no device online, by a platform's push service (R-DEL-5). Register one of your own before
/// AddZimCallServer; the default posts the callback <c>call_push</c>, to apps that want it.
/// </summary>
/// <remarks>
/// It is called in the background, one push of a call after the other, and no call waits for it. One that throws, or takes
/// longer than 10 seconds, is logged and left alone.
/// </remarks>
public interface IPushGateway
{
    /// <summary>Pushes.</summary>
    /// <param name="push">To whom and what.</param>
    /// <param name="cancellationToken">Time is up.</param>
    ValueTask PushAsync(PushMessage push, CancellationToken cancellationToken);

    /// <summary>Takes back a push of an invitation that rings no more.</summary>
    /// <param name="withdrawal">Whose, and why.</param>
    /// <param name="cancellationToken">Time is up.</param>
    ValueTask WithdrawAsync(PushWithdrawal withdrawal, CancellationToken cancellationToken);
}
