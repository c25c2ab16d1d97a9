using Microsoft.Extensions.Logging;
using ZimCall.Telemetry;

namespace ZimCall.Events;

/// <summary>Runs the app's handlers and callbacks so that one that throws is noticed and stops nothing.</summary>
/// <param name="logger">Is told of every exception.</param>
/// <param name="report">Raises OnError.</param>
internal sealed class UserCode(ILogger logger, Action<ZIMError> report)
{
    private volatile bool _stopped;

    /// <summary>No event is raised after this, also of those that are waiting. Operations are still answered.</summary>
    public void StopEvents() => _stopped = true;

    /// <summary>Runs every handler of an event, the property's first.</summary>
    public void Raise<THandler>(string name, THandler? property, THandler? handlers, Action<THandler> invoke)
        where THandler : Delegate
    {
        using var activity = ClientTraces.StartEvent(name);
        Each(name, property, invoke, report);
        Each(name, handlers, invoke, report);
    }

    /// <summary>Runs the handlers of OnError. What they throw is logged only: reporting it would come back here.</summary>
    public void RaiseError<THandler>(string name, THandler? property, THandler? handlers, Action<THandler> invoke)
        where THandler : Delegate
    {
        Each(name, property, invoke, report: null);
        Each(name, handlers, invoke, report: null);
    }

    /// <summary>Runs the callback of an operation.</summary>
    public void Answer(string operation, Action callback)
    {
        try
        {
            callback();
        }
        catch (Exception exception)
        {
            UserCodeLog.CallbackThrew(logger, operation, exception);
            report(Describe($"The callback of {operation}", exception));
        }
    }

    private void Each<THandler>(string name, THandler? handlers, Action<THandler> invoke, Action<ZIMError>? report)
        where THandler : Delegate
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            if (_stopped)
            {
                return;
            }

            try
            {
                invoke(handler);
            }
            catch (Exception exception)
            {
                UserCodeLog.HandlerThrew(logger, name, exception);
                report?.Invoke(Describe($"A handler of {name}", exception));
            }
        }
    }

    private static ZIMError Describe(string what, Exception exception) => new()
    {
        code = ZIMErrorCode.Failed,
        message = $"{what} threw {exception.GetType().Name}: {exception.Message}",
    };
}
