using ZimCall.Protocol;
using ZimCall.Session;

namespace ZimCall.Book;

/// <summary>
/// The device's copy of the calls it follows. Takes updates in the order of their revisions, drops what it has seen, and
/// says which events are to be raised.
/// </summary>
internal sealed class CallBook
{
    private readonly Dictionary<string, BookedCall> _calls = [];

    /// <summary>Calls that this device has asked for and was told nothing of yet; true once the server has said yes.</summary>
    private readonly Dictionary<string, bool> _expected = [];
    private readonly RecentCalls _recent = new();

    public IReadOnlyCollection<BookedCall> Calls => _calls.Values;

    /// <summary>What this device knows, or should be told of: callIDs and revisions (R-REC-2).</summary>
    public IEnumerable<KnownCall> Known =>
        _calls.Values.Select(static call => new KnownCall { CallId = call.CallId, Revision = call.Revision })
            .Concat(_expected.Keys.Select(static callId => new KnownCall { CallId = callId }));

    public BookedCall? Find(string callId) => _calls.GetValueOrDefault(callId);

    /// <summary>Takes an update.</summary>
    /// <param name="update">The update.</param>
    /// <param name="userId">This device's user.</param>
    /// <param name="now">The session's clock.</param>
    /// <returns>What to raise, in order; null when the update was seen before.</returns>
    public List<Action<IZimEvents>>? Take(Update update, string userId, Func<long> now)
    {
        var call = Find(update.CallId);
        if (update.Revision <= (call?.Revision ?? _recent.RevisionOf(update.CallId)))
        {
            return null;
        }

        _expected.Remove(update.CallId);
        call ??= new BookedCall { CallId = update.CallId };
        call.Revision = update.Revision;
        if (update.Call is not null)
        {
            call.Take(update.Call);
        }

        List<Action<IZimEvents>> raised = [];
        foreach (var @event in update.Events)
        {
            Take(call, @event, userId, now, raised);
        }

        if (update.Follows)
        {
            _calls[update.CallId] = call;
        }
        else
        {
            if (_calls.Remove(update.CallId) && raised.Count == 0)
            {
                raised.Add(events => events.CallLeft(update.CallId));
            }

            _recent.Remember(update.CallId, update.Revision);
        }

        return raised;
    }

    /// <summary>
    /// A call that this device creates. It may be over before the device is told of it; so it counts as known until it is.
    /// </summary>
    public void Expect(string callId) => _expected[callId] = false;

    /// <summary>What came of the call that this device creates.</summary>
    /// <param name="callId">The call.</param>
    /// <param name="created">Whether it was; null when it cannot be known.</param>
    public void Answered(string callId, bool? created)
    {
        if (created == false)
        {
            _expected.Remove(callId);
        }
        else if (created == true && _expected.ContainsKey(callId))
        {
            _expected[callId] = true;
        }
    }

    /// <summary>What the result of an accept or a join shows of a call that is not in the book yet; its update comes after it.</summary>
    public void TakeResult(CallPicture picture)
    {
        if (!_calls.ContainsKey(picture.CallId) && picture.State == (int)ZIMCallState.Started)
        {
            var call = new BookedCall { CallId = picture.CallId, Revision = _recent.RevisionOf(picture.CallId) };
            call.Take(picture);
            _calls.Add(picture.CallId, call);
        }
    }

    /// <summary>Forgets a call that the server does not know any more; false when it was not in the book.</summary>
    public bool Lose(string callId) => _calls.Remove(callId) | (_expected.Remove(callId, out var wasCreated) && wasCreated);

    public void Clear()
    {
        _calls.Clear();
        _expected.Clear();
        _recent.Clear();
    }

    private static void Take(BookedCall call, Event @event, string userId, Func<long> now, List<Action<IZimEvents>> raised)
    {
        var callId = call.CallId;
        switch (@event.KindCase)
        {
            case Event.KindOneofCase.Created:
                call.Take(@event.Created.Call);
                var created = ToApi.Created(@event.Created);
                raised.Add(events => events.CallInvitationCreated(created, callId));
                break;
            case Event.KindOneofCase.Received:
                call.Take(@event.Received.Call);
                var received = ToApi.Received(@event.Received);
                var ringEnd = now() + @event.Received.RingTimeLeftMs;
                call.RingEnd = ringEnd;
                raised.Add(events =>
                {
                    // R-DEL-3: after the deadline nothing rings, also when the app's handlers were busy until then.
                    if (now() < ringEnd)
                    {
                        events.CallInvitationReceived(received, callId);
                    }
                });
                break;
            case Event.KindOneofCase.UserStateChanged:
                call.Take(@event.UserStateChanged.Changed);
                var changed = ToApi.StateChanged(@event.UserStateChanged);
                raised.Add(events => events.CallUserStateChanged(changed, callId));
                if (call.Find(userId)?.State == (int)ZIMCallUserState.Accepted)
                {
                    ObsoleteEvents.Add(@event.UserStateChanged.Changed, userId, callId, raised);
                }

                break;
            case Event.KindOneofCase.Cancelled:
                var cancelled = ToApi.Cancelled(@event.Cancelled);
                raised.Add(events => events.CallInvitationCancelled(cancelled, callId));
                break;
            case Event.KindOneofCase.Timeout:
                var timeout = new ZIMCallInvitationTimeoutInfo { mode = (ZIMCallInvitationMode)@event.Timeout.Mode };
                raised.Add(events => events.CallInvitationTimeout(timeout, callId));
                break;
            case Event.KindOneofCase.Ended:
                var ended = ToApi.Ended(@event.Ended);
                raised.Add(events => events.CallInvitationEnded(ended, callId));
                break;
            default:
                // An event of a later version.
                break;
        }
    }
}
