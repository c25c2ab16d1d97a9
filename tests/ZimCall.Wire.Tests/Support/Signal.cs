namespace ZimCall.Wire.Tests.Support;

/// <summary>Tests wait for signals. The time limit is a net for broken code, never a delay that a test relies on.</summary>
internal static class Signal
{
    private static readonly TimeSpan Net = TimeSpan.FromSeconds(20);

    public static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static Task Of(CancellationToken token)
    {
        TaskCompletionSource fired = New();
        token.Register(() => fired.TrySetResult());
        return fired.Task;
    }

    public static Task Within(this Task task) => task.WaitAsync(Net);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Net);

    public static Task<T> Within<T>(this ValueTask<T> task) => task.AsTask().WaitAsync(Net);

    public static Task Within(this ValueTask task) => task.AsTask().WaitAsync(Net);

    public static async Task<RpcException> FailsWith(this Task task, RpcStatusCode code)
    {
        Func<Task> act = () => task.Within();
        RpcException thrown = (await act.Should().ThrowAsync<RpcException>()).Which;
        thrown.Status.Code.Should().Be(code, "the message is '{0}'", thrown.Status.Message);
        return thrown;
    }

    public static Task<RpcException> FailsWith<T>(this ValueTask<T> task, RpcStatusCode code) => task.AsTask().FailsWith(code);

    public static Task<RpcException> FailsWith(this ValueTask task, RpcStatusCode code) => task.AsTask().FailsWith(code);
}
