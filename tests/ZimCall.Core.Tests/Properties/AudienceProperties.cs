using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Properties;

/// <summary>Everybody is told what rules 4 say, and nothing else.</summary>
public class AudienceProperties
{
    [Fact]
    public void Every_notice_agrees_with_the_event_table() => Plots.Check(300, run =>
    {
        foreach (var (before, step, command, _) in run.Steps)
        {
            foreach (var member in step.After.Members)
            {
                step.Notices.Where(notice => notice.UserId == member.UserId && notice.Event is not CallEvent.LetGo).Select(NoticeText.Of)
                    .Should().Equal(ExpectedAudience.Of(before, step.After, command, member), "of {0} by {1}", member, command);
            }

            step.Notices.Should().NotContain(notice => step.After.Find(notice.UserId) == null, "nobody else is told");
        }
    });

    [Fact]
    public void A_device_is_let_go_when_it_loses_the_call_and_no_event_says_so() => Plots.Check(300, run =>
    {
        foreach (var (before, step, _, _) in run.Steps)
        {
            foreach (var device in RandomRun.Devices.Select(Device.Named))
            {
                var lost = before is { State: CallState.Started } && before.Find(device.User) is { State: MemberState.Accepted } was
                    && was.PrimaryDevice == device.Id
                    && step.After.Find(device.User) is { } now && (now.PrimaryDevice != device.Id || now.State == MemberState.Cancelled);
                var told = step.Notices.Where(notice => notice.Includes(device.User, device.Id)).Select(notice => notice.Event).ToList();
                told.Contains(CallEvent.LetGo.Instance).Should().Be(lost && !told.Exists(each => each is CallEvent.Cancelled), "{0}", device);
            }
        }
    });

    [Fact]
    public void What_changed_is_told_as_it_stands_after_the_step() => Plots.Check(100, run =>
    {
        foreach (var (_, step, _, _) in run.Steps)
        {
            foreach (var changed in step.Notices.Select(notice => notice.Event).OfType<CallEvent.UserStateChanged>())
            {
                changed.Changed.Should().NotBeEmpty().And.BeSubsetOf(step.After.Members);
            }
        }
    });
}
