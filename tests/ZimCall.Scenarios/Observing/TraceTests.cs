using System.Diagnostics;
using System.Text;
using ZimCall.Testing;
using Activity = System.Diagnostics.Activity;

namespace ZimCall.Scenarios.Observing;

/// <summary>One trace from what the caller does over the server to what the callee hears.</summary>
[Collection(TelemetryCollection.Name)]
public sealed class TraceTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public async Task A_call_is_one_trace_from_the_caller_over_the_server_to_the_callee(bool overGrpc, int nodes)
    {
        using var traces = new TraceWatch();
        await using var backend = NewBackend(overGrpc, nodes);
        var (alice, bob) = (backend.CreateZim(), backend.CreateZim());
        if (nodes > 1)
        {
            backend.Route(alice, 0);
            backend.Route(bob, 1);
        }

        await alice.LoginAsync(new ZIMUserInfo { userID = "alice" });
        await bob.LoginAsync(new ZIMUserInfo { userID = "bob" });
        Activity? inHandler = null;
        bob.OnCallInvitationReceived += (_, _, _) => inHandler = Activity.Current;

        using var button = new Activity("call button").SetIdFormat(ActivityIdFormat.W3C).Start();
        await alice.CallInviteAsync(["bob"]);
        await backend.SettleAsync();

        var asked = traces.Single("ZimCall", "CallInvite");
        var served = traces.Single("ZimCall.Server", "CallInvite");
        var heard = traces.Single("ZimCall", "OnCallInvitationReceived");
        asked.ParentSpanId.Should().Be(button.SpanId);
        served.ParentSpanId.Should().Be(asked.SpanId);
        heard.ParentSpanId.Should().Be(served.SpanId);
        new[] { asked, served, heard }.Should().OnlyContain(activity => activity.TraceId == button.TraceId);
        inHandler.Should().BeSameAs(heard);
        Activity.Current.Should().BeSameAs(button, "an operation that goes on elsewhere is not what happens here");
    }

    [Fact]
    public async Task A_refusal_is_an_error_of_both_sides()
    {
        using var traces = new TraceWatch();
        await using var backend = NewBackend(overGrpc: false);
        var alice = await backend.LoginAsync("alice");
        await FluentActions.Awaiting(() => alice.CallAcceptAsync("17")).Should().ThrowAsync<ZIMException>();
        traces.Of("CallAccept").Should().HaveCount(2).And.OnlyContain(static activity =>
            activity.Status == ActivityStatusCode.Error && (int)activity.GetTagItem("zimcall.code")! == (int)ZIMErrorCode.MessageModuleCallDoesNotExist);
    }

    [Fact]
    public async Task Operations_of_nobody_in_particular_are_traces_of_their_own()
    {
        using var traces = new TraceWatch();
        await using var backend = NewBackend(overGrpc: false);
        var alice = await backend.LoginAsync("alice");
        await backend.RegisterAsync("bob");
        var call = await alice.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await alice.CallEndAsync(call.callID);
        var (invited, ended) = (traces.Single("ZimCall", "CallInvite"), traces.Single("ZimCall", "CallEnd"));
        new[] { invited, ended }.Should().OnlyContain(static activity => activity.ParentSpanId == default);
        ended.TraceId.Should().NotBe(invited.TraceId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_on_the_wire_unless_somebody_listens(bool listens)
    {
        RecordingNetwork? network = null;
        string trace;
        using (var traces = listens ? new TraceWatch() : null)
        {
            await using var backend = new ZimTestBackend(null, backend => network = new RecordingNetwork(new GrpcNetwork(backend)));
            var alice = await backend.LoginAsync("alice");
            await backend.LoginAsync("bob");
            using var button = new Activity("call button").SetIdFormat(ActivityIdFormat.W3C).Start();
            await alice.CallInviteAsync(["bob"]);
            await backend.SettleAsync();
            trace = button.TraceId.ToHexString();
        }

        network!.Frames.Count(frame => frame.AsSpan().IndexOf(Encoding.ASCII.GetBytes(trace)) >= 0).Should().Be(listens ? 3 : 0, "a request, and an update for each of two");
    }

    private static ZimTestBackend NewBackend(bool overGrpc, int nodes = 1)
    {
        var options = new ZimTestBackendOptions { Nodes = nodes };
        return overGrpc ? new ZimTestBackend(options, static backend => new GrpcNetwork(backend)) : new ZimTestBackend(options);
    }
}
