using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Operating;

/// <summary><c>calls</c> and <c>call</c>, asked of a server that runs.</summary>
[Trait("Category", "Process")]
public sealed class CallCommandTests : IAsyncLifetime
{
    private readonly Operator _operator = new();
    private OperatedHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await OperatedHost.StartAsync();
        _operator.Variables["ZIMCALL_OPERATOR_URL"] = _host.OperatorUrl;
        _operator.Variables["ZIMCALL_OPERATOR_SECRET"] = OperatedHost.Secret;
    }

    public async Task DisposeAsync()
    {
        _operator.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task A_call_is_shown_while_it_goes_on_and_its_history_after_it()
    {
        await using var alice = await TestPhone.LoginAsync(_host.Url, "alice");
        await using var bob = await TestPhone.LoginAsync(_host.Url, "bob");
        await using var carol = await TestPhone.LoginAsync(_host.Url, "carol");
        var config = new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced, extendedData = "for \x1b[31mbob" };
        var callId = (await alice.Zim.CallInviteAsync(["bob", "carol"], config)).callID;
        await alice.SeesAsync("bob Received");
        await bob.Zim.CallAcceptAsync(callId);

        var (code, live, _) = await _operator.RunAsync("calls");
        code.Should().Be(0);
        live.Should().MatchRegex($"APP  CALL +MODE +STATE +CREATED +MEMBERS\n1    {callId} +Advanced +Started .* alice=Accepted bob=Accepted carol=");

        await alice.Zim.CallEndAsync(callId);
        (await _operator.RunAsync("calls")).Output.Should().NotContain(callId);
        (await _operator.RunAsync("calls", "--user", "bob")).Output.Should().Contain($"{callId}  Advanced  Ended");

        var (_, history, _) = await _operator.RunAsync("call", callId);
        history.Should().StartWith($"call {callId} of app 1: Advanced, Ended, created ");
        history.Should().MatchRegex("\\+0\\.000 s +Create +alice +bob carol\n").And.MatchRegex("Accept +bob +bob\n").And.MatchRegex("End \\(EndedByMember\\) +alice\n")
            .And.NotContain("for ");
        (await _operator.RunAsync("call", callId, "--data")).Output.Should().Contain("for ?[31mbob").And.NotContain("\x1b");
        (await _operator.RunAsync("call", callId, "--mermaid")).Output.Should().StartWith("sequenceDiagram\n").And.Contain("u0->>u1: invites (0 s)");
    }

    [Fact]
    public async Task What_is_not_there_and_who_may_not_ask_is_told()
    {
        var (code, _, error) = await _operator.RunAsync("call", "17");
        code.Should().Be(1);
        error.Should().Contain("there is no call 17, or it is forgotten");
        (await _operator.RunAsync("call", "17", "--mermaid")).ExitCode.Should().Be(1);

        _operator.Variables["ZIMCALL_OPERATOR_SECRET"] = "another-secret-than-the-servers";
        (code, _, error) = await _operator.RunAsync("calls");
        code.Should().Be(1);
        error.Should().Contain("does not take the operator-secret").And.NotContain("another-secret");

        _operator.Variables.Clear();
        (await _operator.RunAsync("calls")).Error.Should().Contain("operator-url and operator-secret are needed");
        (await _operator.RunAsync("calls", "--operator-url", "http://127.0.0.1:1", "--operator-secret", OperatedHost.Secret)).Error
            .Should().Contain("http://127.0.0.1:1/ does not answer");
    }
}
