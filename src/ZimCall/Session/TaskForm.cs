namespace ZimCall.Session;

/// <summary>Turns an operation that answers through a callback into a Task.</summary>
internal static class TaskForm
{
    public static Task AskAsync(Action<Action<ZIMError>> send, CancellationToken ct) =>
        AskAsync<bool>(done => send(error => done(true, error)), ct);

    /// <param name="send">Starts the operation and passes it what it has to answer to.</param>
    /// <param name="ct">Cancels the Task, not necessarily the operation.</param>
    /// <param name="unclaimed">Is given the result when it comes after the Task was cancelled.</param>
    public static Task<T> AskAsync<T>(Action<Action<T, ZIMError>> send, CancellationToken ct, Action<T>? unclaimed = null)
    {
        if (ct.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(ct);
        }

        // The Task itself is handed out, with no hop in between: what awaits it is scheduled before any later event.
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var registration = ct.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), answer);

        send((result, error) =>
        {
            registration.Dispose();
            if (error.code != ZIMErrorCode.Success)
            {
                answer.TrySetException(new ZIMException(error));
            }
            else if (!answer.TrySetResult(result))
            {
                unclaimed?.Invoke(result);
            }
        });

        return answer.Task;
    }
}
