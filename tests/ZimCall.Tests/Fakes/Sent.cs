namespace ZimCall.Tests.Fakes;

/// <summary>An operation that reached the engine, and the way to answer it.</summary>
internal sealed record Sent(string Operation, object?[] Arguments, Action<object?, ZIMError> Done, CancellationToken Ct)
{
    public void Succeed(object? result = null) => Done(result, new ZIMError());

    public void Refuse(ZIMErrorCode code, string message = "refused") => Done(null, new ZIMError { code = code, message = message });
}
