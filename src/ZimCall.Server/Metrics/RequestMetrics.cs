using System.Diagnostics.Metrics;
using ZimCall.Protocol;

namespace ZimCall.Server;

/// <summary>What was asked of the backend, and what it answered.</summary>
internal sealed class RequestMetrics
{
    private const string Code = "code";

    private readonly Counter<long> _operations;
    private readonly Counter<long> _logins;
    private readonly Counter<long> _apiRequests;
    private readonly TagCache<Request.OperationOneofCase> _operation = new("operation", static operation => operation.ToString());
    private readonly TagCache<string> _action = new("action", static action => action);
    private readonly TagCache<int> _code = new(Code, static code => code);

    public RequestMetrics(Meter meter)
    {
        _operations = meter.CreateCounter<long>(
            "zimcall.operations", "{operation}", "Operations that clients asked for and were answered.");
        _logins = meter.CreateCounter<long>("zimcall.logins", "{login}", "Logins, resumed sessions among them.");
        _apiRequests = meter.CreateCounter<long>("zimcall.api.requests", "{request}", "Requests of the server API.");
    }

    /// <summary>An operation was answered; 0 is success.</summary>
    public void Answered(Request.OperationOneofCase operation, int code)
    {
        if (_operations.Enabled)
        {
            _operations.Add(1, _operation.Of(operation), _code.Of(code));
        }
    }

    /// <summary>A login was let in, or refused.</summary>
    public void LoggedIn(int code)
    {
        if (_logins.Enabled)
        {
            _logins.Add(1, _code.Of(code));
        }
    }

    /// <summary>A request of the server API was answered.</summary>
    /// <param name="action">One of the actions that there are; empty for anything else.</param>
    /// <param name="code">The answer's code.</param>
    public void ApiAnswered(string action, int code)
    {
        if (_apiRequests.Enabled)
        {
            _apiRequests.Add(1, _action.Of(action), _code.Of(code));
        }
    }
}
