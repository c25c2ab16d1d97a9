namespace ZimCall.Session;

/// <summary>Turns an operation that answers through a callback into a Task.</summary>
internal static class TaskForm
{
    public static async Task AskAsync(Action<Action<ZIMError>> send, CancellationToken ct) =>
        await AskAsync<bool>(done => send(error => done(true, error)), ct).ConfigureAwait(false);

    /// <param name="send">Starts the operation and passes it what it has to answer to.</param>
    /// <param name="ct">Cancels the Task, not necessarily the operation.</param>
    /// <param name="unclaimed">Is given the result when it comes after the Task was cancelled.</param>
    public static async Task<T> AskAsync<T>(Action<Action<T, ZIMError>> send, CancellationToken ct, Action<T>? unclaimed = null)
    {
        ct.ThrowIfCancellationRequested();
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = ct.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token), answer).ConfigureAwait(false);

        send((result, error) =>
        {
            if (error.code != ZIMErrorCode.Success)
            {
                answer.TrySetException(new ZIMException(error));
            }
            else if (!answer.TrySetResult(result))
            {
                unclaimed?.Invoke(result);
            }
        });

        return await answer.Task.ConfigureAwait(false);
    }
}
