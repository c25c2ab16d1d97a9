using ZimCall.Core;
using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Simulation;

/// <summary>Compares what devices show with what the server has, once everything has come to rest.</summary>
internal sealed class Oracle(ZimTestBackend backend, CallPictures history, TimeSpan absenceLimit)
{
    private static readonly TimeSpan HeartbeatTimeout = TimeSpan.FromSeconds(35);

    private long Now => backend.Time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What must hold whenever nothing is under way.</summary>
    /// <param name="devices">Every device there is.</param>
    /// <param name="goneSince">The users without a device that works, and since when.</param>
    /// <param name="isExact">Whether devices have been told everything: not while nodes fail.</param>
    /// <param name="lag">How much later things may happen than they are due: nodes that fail take time to be found out.</param>
    public void CheckAtRest(
        IReadOnlyList<SimulatedDevice> devices,
        IReadOnlyDictionary<string, DateTimeOffset> goneSince,
        bool isExact,
        TimeSpan lag)
    {
        Fail(history.Problems);
        foreach (var device in devices)
        {
            Fail(device.Watch.Problems);
            if (device.IsOnline && isExact)
            {
                CheckSession(device);
                CheckPicture(device);
            }
        }

        CheckCalls(goneSince, lag);
    }

    /// <summary>What must hold when besides every network works and every operation had its time.</summary>
    public void CheckQuiet(IReadOnlyList<SimulatedDevice> devices, IEnumerable<SimulatedOperation> operations)
    {
        foreach (var device in devices.Where(static device => device.IsOnline))
        {
            device.Watch.Settle();
            Fail(device.Watch.Problems);
        }

        foreach (var operation in operations)
        {
            Require(operation.Answers == 1, $"{operation}: there must be exactly one answer");
            Effects.Check(operation, history);
        }
    }

    private void CheckSession(SimulatedDevice device) =>
        Require(
            backend.Backends.Any(node => node.Sessions.Of(new UserKey(ZimTestBackend.AppID, device.UserId)).Any(session => session.DeviceId == device.DeviceId)),
            $"{device} is connected, but the server has no session of it");

    private void CheckPicture(SimulatedDevice device)
    {
        var shown = device.Zim.ActiveCalls.ToDictionary(static call => call.CallID);
        foreach (var call in history.Started)
        {
            var callId = call.CallId;
            var follows = call.IsFollowedBy(device.UserId, device.DeviceId);
            Require(
                shown.Remove(callId, out var picture) == follows,
                $"{device} {(follows ? "does not show" : "still shows")} call {callId}: {Describe(call)}");
            if (picture is null)
            {
                continue;
            }

            Require((int)picture.OwnState == (int)call.Find(device.UserId)!.State, $"{device} shows itself as {picture.OwnState} in {callId}: {Describe(call)}");
            Require(
                picture.Members.Select(static member => (member.UserID, (int)member.State, member.ExtendedData))
                    .SequenceEqual(call.Members.Select(static member => (member.UserId, (int)member.State, member.ExtendedData))),
                $"{device} shows {string.Join(", ", picture.Members)} in {callId}: {Describe(call)}");
            Require((int)picture.Mode == (int)call.Mode && picture.Caller == call.Caller && picture.ExtendedData == call.ExtendedData, $"{device} shows {picture}: {Describe(call)}");
            CheckRingTime(device, picture, call);
        }

        foreach (var callId in shown.Keys)
        {
            Require(false, $"{device} still shows call {callId}: {(history.Latest(callId) is { } call ? Describe(call) : "there never was one")}");
        }
    }

    private void CheckRingTime(SimulatedDevice device, ZIMActiveCall picture, Call call)
    {
        var member = call.Find(device.UserId)!;
        Require(member.IsPending == picture.RingTimeLeft.HasValue, $"{device} shows {picture.RingTimeLeft} of ring time: {Describe(call)}");
        if (picture.RingTimeLeft is { } left)
        {
            // Frames may have taken a while; no device rings longer than that beyond the deadline.
            var late = left.TotalMilliseconds - (member.Deadline - Now);
            Require(late is >= 0 and <= 10_000, $"{device} rings for {left}, the server for {member.Deadline - Now} ms: {Describe(call)}");
        }
    }

    private void CheckCalls(IReadOnlyDictionary<string, DateTimeOffset> goneSince, TimeSpan lag)
    {
        foreach (var call in history.Started)
        {
            Require(call.NextDeadline + lag.TotalMilliseconds > Now || call.NextDeadline > Now, $"call {call.CallId} is overdue: {Describe(call)}");
            foreach (var member in call.Members.Where(member => member.State == MemberState.Accepted && goneSince.ContainsKey(member.UserId)))
            {
                var goneFor = backend.Time.GetUtcNow() - goneSince[member.UserId] - lag;
                var wasAnswered = call.Members.Any(other => other.UserId != call.Caller && other.AcceptTime != 0);
                var mayStay = call.Mode == CallMode.General || goneFor <= HeartbeatTimeout + absenceLimit;
                Require(mayStay, $"{member.UserId} is stuck in call {call.CallId}, without a device for {goneFor} (R-GONE-2): {Describe(call)}");
                Require(
                    member.UserId != call.Caller || wasAnswered || goneFor <= HeartbeatTimeout,
                    $"call {call.CallId} rings for {member.UserId}, who is gone for {goneFor} (R-GONE-1): {Describe(call)}");
            }
        }
    }

    private static string Describe(Call call) =>
        $"the server has revision {call.Revision}, {call.State} ({call.EndReason}), "
        + string.Join(", ", call.Members.Select(static member => $"{member.UserId}={member.State}@{member.PrimaryDevice}({member.ExtendedData})"));

    private static void Fail(IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            throw new SimulationFailure(problem);
        }
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new SimulationFailure(problem);
        }
    }
}
