using ZimCall.Core;

namespace ZimCall.Scenarios.Simulation;

/// <summary>Starts operations at random: mostly such as make sense at the moment, some that cannot succeed.</summary>
internal sealed class RandomOperations(Random random, IReadOnlyList<string> users, CallPictures history)
{
    private readonly List<SimulatedOperation> _started = [];
    private int _lastMark;

    /// <summary>Every operation that was started.</summary>
    public IReadOnlyList<SimulatedOperation> Started => _started;

    /// <summary>Starts an operation on a device.</summary>
    public SimulatedOperation Start(SimulatedDevice device)
    {
        var call = PickCall(device);
        var name = PickName(device, call);
        var operation = new SimulatedOperation(name, $"m{++_lastMark}", device.UserId, device.DeviceId, PickInvitees(device, call, name))
        {
            CallId = name is "CallInvite" or "QueryCallInvitationList" ? "" : call?.CallId ?? "1234567890",
        };
        _started.Add(operation);
        Send(device.Zim, operation, device.Begin(operation));
        return operation;
    }

    private Call? PickCall(SimulatedDevice device)
    {
        var roll = random.Next(100);
        var callIds = history.CallIds;
        if (callIds.IsEmpty || roll < 2)
        {
            return null;
        }

        // Mostly one that goes on and concerns the user; else any of the latest.
        Call[] own = [.. history.Started.Where(call => call.Find(device.UserId) is not null)];
        return roll < 80 && own.Length > 0
            ? own[random.Next(own.Length)]
            : history.Latest(callIds[^random.Next(1, Math.Min(callIds.Length, 25) + 1)]);
    }

    private string PickName(SimulatedDevice device, Call? call)
    {
        var roll = random.Next(100);
        var member = call?.Find(device.UserId);
        if (roll < 20)
        {
            string[] all = ["CallInvite", "CallCancel", "CallAccept", "CallReject", "CallingInvite", "CallJoin", "CallQuit", "CallEnd", "QueryCallInvitationList"];
            return all[random.Next(all.Length)];
        }

        if (call is null || call.State == CallState.Ended || roll < 40)
        {
            return "CallInvite";
        }

        if (member is { IsPending: true })
        {
            return roll < 75 ? "CallAccept" : roll < 92 ? "CallReject" : "CallJoin";
        }

        if (member?.State != MemberState.Accepted)
        {
            return "CallJoin";
        }

        return roll switch
        {
            < 55 => "CallingInvite",
            < 70 => "CallQuit",
            < 80 => "CallCancel",
            < 90 => "CallEnd",
            _ => "CallJoin",
        };
    }

    private List<string> PickInvitees(SimulatedDevice device, Call? call, string name)
    {
        if (name == "CallCancel" && (call is null || random.Next(2) == 0))
        {
            return [];
        }

        if (name is not ("CallInvite" or "CallingInvite" or "CallCancel"))
        {
            return [];
        }

        var count = random.Next(12) == 0 ? random.Next(12) : random.Next(1, 4);
        List<string> invitees = [];
        for (var i = 0; i < count; i++)
        {
            invitees.Add(random.Next(30) == 0 ? "nobody" : users[random.Next(users.Count)]);
        }

        if (random.Next(20) != 0)
        {
            invitees.Remove(device.UserId);
        }

        return invitees;
    }

    private void Send(ZIM zim, SimulatedOperation operation, Action<string, ZIMError> done)
    {
        List<string> invitees = [.. operation.Invitees];
        var (callId, mark) = (operation.CallId, operation.Mark);
        switch (operation.Name)
        {
            case "CallInvite":
                var config = new ZIMCallInviteConfig
                {
                    mode = random.Next(3) == 0 ? ZIMCallInvitationMode.General : ZIMCallInvitationMode.Advanced,
                    timeout = (uint)random.Next(3, 60),
                    extendedData = mark,
                    enableNotReceivedCheck = random.Next(2) == 0,
                };
                zim.CallInvite(invitees, config, (id, _, error) => done(id, error));
                break;
            case "CallCancel":
                zim.CallCancel(invitees, callId, new ZIMCallCancelConfig { extendedData = mark }, (id, _, error) => done(id, error));
                break;
            case "CallAccept":
                zim.CallAccept(callId, new ZIMCallAcceptConfig { extendedData = mark }, (id, error) => done(id, error));
                break;
            case "CallReject":
                zim.CallReject(callId, new ZIMCallRejectConfig { extendedData = mark }, (id, error) => done(id, error));
                break;
            case "CallingInvite":
                zim.CallingInvite(invitees, callId, new ZIMCallingInviteConfig(), (id, _, error) => done(id, error));
                break;
            case "CallJoin":
                zim.CallJoin(callId, new ZIMCallJoinConfig { extendedData = mark }, (id, _, error) => done(id, error));
                break;
            case "CallQuit":
                zim.CallQuit(callId, new ZIMCallQuitConfig { extendedData = mark }, (id, _, error) => done(id, error));
                break;
            case "CallEnd":
                zim.CallEnd(callId, new ZIMCallEndConfig { extendedData = mark }, (id, _, error) => done(id, error));
                break;
            default:
                zim.QueryCallInvitationList(
                    new ZIMCallInvitationQueryConfig { count = (uint)random.Next(0, 5) }, (_, _, error) => done("", error));
                break;
        }
    }
}
