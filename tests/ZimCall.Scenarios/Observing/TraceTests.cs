using System.Diagnostics;
using System.Text;
using ZimCall.Protocol;
using ZimCall.Telemetry;
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

    /// <summary>What the server is doing when a request comes is to keep a connection open, for hours: it is no reason for the request.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_operation_of_a_client_that_traces_nothing_is_a_trace_of_its_own(bool overGrpc)
    {
        using var traces = new TraceWatch("ZimCall.Server");
        using var log = new LogCollector();
        var options = new ZimTestBackendOptions { LoggerFactory = log };
        await using var backend = overGrpc ? new ZimTestBackend(options, static backend => new GrpcNetwork(backend)) : new ZimTestBackend(options);
        using var connecting = new Activity("connecting").SetIdFormat(ActivityIdFormat.W3C).Start();
        var alice = await backend.LoginAsync("alice");
        await backend.RegisterAsync("bob");
        await alice.CallInviteAsync(["bob"]);
        traces.Single("ZimCall.Server", "CallInvite").ParentSpanId.Should().Be(default(ActivitySpanId));
    }

    [Fact]
    public void An_operation_that_goes_on_is_not_what_this_thread_does()
    {
        using var traces = new TraceWatch();
        using var here = new Activity("here").SetIdFormat(ActivityIdFormat.W3C).Start();
        var watch = OperationWatch.Start(new Request { CallInvite = new CallInvite() }, here.Context, TimeProvider.System)!;
        Activity.Current.Should().BeSameAs(here);
        using var later = new Activity("later").SetIdFormat(ActivityIdFormat.W3C).Start();
        watch.End(ZIMErrorCode.Success);
        Activity.Current.Should().BeSameAs(later);
        traces.Single("ZimCall", "CallInvite").ParentSpanId.Should().Be(here.SpanId);
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
