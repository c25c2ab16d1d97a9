using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>What a client refuses by itself is what the server would refuse whatever the states are.</summary>
public class ClientCheckTests
{
    [Theory]
    [InlineData(Operation.CallingInvite, CallMode.General, "bob", Codes.NotAdvancedMode)]
    [InlineData(Operation.CallJoin, CallMode.General, "bob", Codes.NotAdvancedMode)]
    [InlineData(Operation.CallQuit, CallMode.General, "alice", Codes.NotAdvancedMode)]
    [InlineData(Operation.CallEnd, CallMode.General, "alice", Codes.NotAdvancedMode)]
    [InlineData(Operation.CallAccept, CallMode.General, "alice", Codes.IsNotInvitee)]
    [InlineData(Operation.CallReject, CallMode.General, "alice", Codes.IsNotInvitee)]
    [InlineData(Operation.CallAccept, CallMode.General, "bob", Codes.Success)]
    [InlineData(Operation.CallReject, CallMode.General, "bob", Codes.Success)]
    [InlineData(Operation.CallCancel, CallMode.General, "bob", Codes.Success)]
    [InlineData(Operation.CallAccept, CallMode.Advanced, "bob", Codes.Success)]
    [InlineData(Operation.CallJoin, CallMode.Advanced, "alice", Codes.Success)]
    [InlineData(Operation.CallingInvite, CallMode.Advanced, "bob", Codes.Success)]
    [InlineData(Operation.CallQuit, CallMode.Advanced, "bob", Codes.Success)]
    [InlineData(Operation.CallEnd, CallMode.Advanced, "bob", Codes.Success)]
    public void Operations(Operation operation, CallMode mode, string user, int code) =>
        (ClientCheck.Operation(operation, mode, "alice", user)?.Code ?? Codes.Success).Should().Be(code);

    [Fact]
    public void It_never_refuses_what_the_server_could_allow()
    {
        foreach (var (mode, role, _, name, expected) in StateTable.Cells())
        {
            var operation = name == "CallingInvite" ? Operation.CallingInvite : Enum.Parse<Operation>($"Call{name}");
            var allowed = expected == "ok" || Enum.TryParse<MemberState>(expected, out _);
            if (allowed)
            {
                ClientCheck.Operation(operation, mode, Snapshot.Caller, role == "caller" ? Snapshot.Caller : "dave")
                    .Should().BeNull("the server allows {0} to a {1} of a {2} call", operation, role, mode);
            }
        }
    }

    [Fact]
    public void CallInvite_arguments()
    {
        static CallCommand.Invite Invite(params string[] invitees) => new() { UserId = "alice", CallId = "1", Invitees = [.. invitees] };
        ClientCheck.Invite(Invite("bob", "bob")).Should().BeNull();
        ClientCheck.Invite(Invite("bob") with { CallerIsInACall = true, Unregistered = ["bob"] }).Should().BeNull("facts are the server's");
        ClientCheck.Invite(Invite())!.Rule.Should().Be("R-INV-1");
        ClientCheck.Invite(Invite("alice"))!.Rule.Should().Be("R-INV-2");
        ClientCheck.Invite(Invite("bob") with { TimeoutSeconds = 601 })!.Rule.Should().Be("R-INV-3");
        ClientCheck.Invite(Invite("a b"))!.Rule.Should().Be("R-ID");
    }
}
