using System.Text.Json.Nodes;

namespace ZimCall.Scenarios.Conformance;

/// <summary>Writes down what one device is told.</summary>
internal sealed class EventRecorder
{
    private readonly Lock _lock = new();
    private readonly Func<string, string> _nameOf;
    private List<JsonObject> _events = [];

    /// <param name="zim">The device.</param>
    /// <param name="nameOf">The scenario's name of a callID.</param>
    public EventRecorder(ZIM zim, Func<string, string> nameOf)
    {
        _nameOf = nameOf;
        zim.OnCallInvitationCreated += (_, info, callID) => Record(nameof(zim.OnCallInvitationCreated), callID, Describe.Created(info));
        zim.OnCallInvitationReceived += (_, info, callID) => Record(nameof(zim.OnCallInvitationReceived), callID, Describe.Received(info));
        zim.OnCallInvitationCancelled += (_, info, callID) => Record(nameof(zim.OnCallInvitationCancelled), callID, Describe.Cancelled(info));
        zim.OnCallInvitationTimeout += (_, info, callID) => Record(nameof(zim.OnCallInvitationTimeout), callID, Describe.Timeout(info));
        zim.OnCallInvitationEnded += (_, info, callID) => Record(nameof(zim.OnCallInvitationEnded), callID, Describe.Ended(info));
        zim.OnCallUserStateChanged += (_, info, callID) => Record(nameof(zim.OnCallUserStateChanged), callID, Describe.StateChanged(info));
        zim.OnConnectionStateChanged += (_, state, why, _) =>
        {
            lock (_lock)
            {
                Connection = (state, why);
            }
        };
    }

    /// <summary>The last connection state and event that the device was told.</summary>
    public (ZIMConnectionState State, ZIMConnectionEvent Event)? Connection { get; private set; }

    /// <summary>Takes what was written down since the last time.</summary>
    public IReadOnlyList<JsonObject> Take()
    {
        List<JsonObject> events;
        lock (_lock)
        {
            (events, _events) = (_events, []);
        }

        // Only now: an event can come before the result that tells the callID.
        foreach (var fields in events.Select(static @event => @event.Single().Value!.AsObject()))
        {
            fields["call"] = _nameOf((string)fields["call"]!);
        }

        return events;
    }

    private void Record(string name, string callID, JsonObject fields)
    {
        fields["call"] = callID;
        lock (_lock)
        {
            _events.Add(new JsonObject { [name] = fields });
        }
    }
}
