using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Properties;

/// <summary>R-REC-2: a device that was away ends with the picture of one that was there all the time.</summary>
public class SyncProperties
{
    [Fact]
    public void Following_every_event_gives_the_true_picture() => Plots.Check(200, run =>
    {
        foreach (var history in RandomRun.Devices.Select(device => Follow(run, Device.Named(device))))
        {
            foreach (var (call, picture) in history)
            {
                picture.Follows.Should().Be(call.IsFollowedBy(picture.Device.User, picture.Device.Id), "{0} at revision {1}", picture, call.Revision);
                if (picture.Follows)
                {
                    picture.Members.Select(pair => $"{pair.Key}={pair.Value}").Should().BeEquivalentTo(
                        call.Members.Select(member => $"{member.UserId}={member.State}"), "{0} follows at revision {1}", picture.Device, call.Revision);
                }
            }
        }
    });

    [Fact]
    public void Syncing_from_any_revision_at_which_a_device_followed_ends_in_the_same_picture() => Plots.Check(200, run =>
    {
        foreach (var history in RandomRun.Devices.Select(device => Follow(run, Device.Named(device))))
        {
            for (var now = history.Count - 1; now > 0; now /= 2)
            {
                var (call, followed) = history[now];
                foreach (var (known, picture) in history.Take(now + 1).Where(earlier => earlier.Picture.Follows))
                {
                    var synced = picture.Synced(call, known.Revision);
                    if (AnsweredElsewhere(followed) && synced.Own != followed.Own)
                    {
                        // R-DEV-2: it is not told what the user did on the other device; a sync may tell the last of it.
                        synced.Own.Should().Be(call.Find(synced.Device.User)!.State);
                        synced.Follows.Should().BeFalse();
                        continue;
                    }

                    synced.Text.Should().Be(followed.Text, "{0} syncs from revision {1} to {2}", synced.Device, known.Revision, call.Revision);
                }
            }
        }
    });

    [Fact]
    public void Syncing_twice_tells_nothing_the_second_time() => Plots.Check(200, run =>
    {
        foreach (var call in run.Steps.Select(each => each.Step.After))
        {
            foreach (var device in RandomRun.Devices.Select(Device.Named))
            {
                var again = CallSync.For(call, device.User, device.Id, call.Revision);
                again.Events.Should().BeEmpty("{0} knows revision {1}", device, call.Revision);
                again.Follows.Should().Be(call.IsFollowedBy(device.User, device.Id));
            }
        }
    });

    [Fact]
    public void A_device_that_knows_nothing_of_the_call_is_told_of_it_only_if_it_goes_on_following() => Plots.Check(100, run =>
    {
        foreach (var call in run.Steps.Select(each => each.Step.After))
        {
            foreach (var device in RandomRun.Devices.Select(Device.Named))
            {
                var result = CallSync.For(call, device.User, device.Id, known: null);
                result.Events.Should().HaveCount(call.IsFollowedBy(device.User, device.Id) ? 1 : 0);
            }
        }
    });

    private static bool AnsweredElsewhere(DevicePicture picture) => picture is { Follows: false, Own: MemberState.Accepted };

    /// <summary>What a device that misses nothing believes after each step.</summary>
    private static List<(Call Call, DevicePicture Picture)> Follow(RandomRun run, Device device)
    {
        var history = new List<(Call, DevicePicture)>();
        var picture = new DevicePicture(device);
        foreach (var (_, step, command, _) in run.Steps)
        {
            if (command?.Operation is not null && command.DeviceId == device.Id)
            {
                picture = picture.Did(command, step.After);
            }

            picture = step.Notices.Where(notice => notice.Includes(device.User, device.Id))
                .Aggregate(picture, (soFar, notice) => soFar.Told(notice.Event, step.After));
            history.Add((step.After, picture));
        }

        return history;
    }
}
