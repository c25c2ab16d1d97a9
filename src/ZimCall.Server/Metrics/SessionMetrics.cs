using System.Diagnostics.Metrics;

namespace ZimCall.Server;

/// <summary>Who is here and what waits; looked up when somebody asks.</summary>
internal static class SessionMetrics
{
    private const string State = "state";

    private static readonly KeyValuePair<string, object?> IsConnected = new(State, "connected");
    private static readonly KeyValuePair<string, object?> IsAway = new(State, "away");

    public static void Observe(Meter meter, SessionRegistry sessions, OverloadWatch overload, INodeTransport? transport)
    {
        meter.CreateObservableUpDownCounter(
            "zimcall.sessions", () => CountSessions(sessions), "{session}", "Sessions on this node, with a connection and without one.");
        meter.CreateObservableUpDownCounter(
            "zimcall.sessions.queue",
            () => sessions.All.Sum(static session => session.QueuedBytes),
            "By",
            "What waits to be sent to clients.");
        meter.CreateObservableUpDownCounter(
            "zimcall.operations.active", () => overload.Requests, "{operation}", "Operations that are being carried out.");
        meter.CreateObservableGauge(
            "zimcall.scheduling.delay", () => overload.Delay.TotalSeconds, "s", "How long work waited for a thread when it was last looked at.");
        if (transport is not null)
        {
            meter.CreateObservableUpDownCounter(
                "zimcall.nodes.queue", () => transport.Waiting, "{message}", "Messages that wait to be sent to other nodes.");
        }
    }

    private static Measurement<long>[] CountSessions(SessionRegistry sessions)
    {
        long connected = 0;
        long away = 0;
        foreach (var session in sessions.All)
        {
            _ = session.IsConnected ? connected++ : away++;
        }

        return [new(connected, IsConnected), new(away, IsAway)];
    }
}
