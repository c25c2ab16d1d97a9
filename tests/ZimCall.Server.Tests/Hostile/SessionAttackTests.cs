using Google.Protobuf;
using ZimCall.Protocol;
using ZimCall.Server.Tests.Hostile.Support;

namespace ZimCall.Server.Tests.Hostile;

/// <summary>Who is logged in can ask for nonsense: it is refused, and the session goes on.</summary>
public sealed class SessionAttackTests
{
    public static TheoryData<string, string> MalformedCallIds
    {
        get
        {
            TheoryData<string, string> data = [];
            foreach (var operation in new[] { "invite", "cancel", "accept", "reject", "inviting", "join", "quit", "end" })
            {
                data.Add(operation, "");
                data.Add(operation, "a b\n");
                data.Add(operation, new string('1', 65));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(MalformedCallIds))]
    public async Task A_malformed_callID_is_refused(string operation, string callId)
    {
        var words = HostileServer.Private;
        Request request = operation switch
        {
            "invite" => new() { CallInvite = new CallInvite { CallId = callId, Invitees = { "alice" }, ExtendedData = words } },
            "cancel" => new() { CallCancel = new CallCancel { CallId = callId, ExtendedData = words } },
            "accept" => new() { CallAccept = new CallAccept { CallId = callId, ExtendedData = words } },
            "reject" => new() { CallReject = new CallReject { CallId = callId, ExtendedData = words } },
            "inviting" => new() { CallingInvite = new CallingInvite { CallId = callId, Invitees = { "alice" } } },
            "join" => new() { CallJoin = new CallJoin { CallId = callId, ExtendedData = words } },
            "quit" => new() { CallQuit = new CallQuit { CallId = callId, ExtendedData = words } },
            _ => new() { CallEnd = new CallEnd { CallId = callId, ExtendedData = words } },
        };
        await RefusedAsync(request, "malformed callID");
    }

    [Fact]
    public Task An_operation_of_a_later_version_is_refused() => RefusedAsync(new Request(), "Unknown operation");

    [Fact]
    public Task A_query_for_no_calls_is_refused() =>
        RefusedAsync(new Request { QueryCallInvitationList = new QueryCallInvitationList() }, "count is 0");

    [Fact]
    public Task A_query_that_continues_from_nowhere_is_refused() =>
        RefusedAsync(new Request { QueryCallInvitationList = new QueryCallInvitationList { Count = 1, NextFlag = -12345 } }, "unknown nextFlag");

    [Fact]
    public Task A_mode_that_does_not_exist_is_refused() => RefusedAsync(
        new Request { CallInvite = new CallInvite { CallId = "1", Invitees = { "alice" }, Mode = 77, ExtendedData = HostileServer.Private } },
        "CallInvite refused");

    [Fact]
    public Task A_timeout_beyond_all_bounds_is_refused() => RefusedAsync(
        new Request { CallInvite = new CallInvite { CallId = "1", Invitees = { "alice" }, Timeout = uint.MaxValue } }, "CallInvite refused");

    [Fact]
    public Task Extended_data_of_more_than_2048_bytes_is_refused() => RefusedAsync(
        new Request
        {
            CallInvite = new CallInvite { CallId = "1", Invitees = { "alice" }, ExtendedData = HostileServer.Private + new string('x', 2048) },
        },
        "CallInvite refused");

    [Fact]
    public Task A_malformed_token_is_refused() => RefusedAsync(
        new Request { RenewToken = new RenewToken { Token = "04" + HostileServer.Private } }, "Token refused: invalid", 6000103);

    [Fact]
    public async Task Frames_that_make_no_sense_now_change_nothing()
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.LoginAsync(server);
        await session.SendAsync(new ClientFrame { Hello = Frames.Hello("alice") });
        await session.SendAsync(new ClientFrame { Proof = new Proof { Hmac = ByteString.CopyFromUtf8("x") } });
        await session.SendAsync(new ClientFrame { Received = new Received { CallId = "a b" } });
        await session.SendAsync(new ClientFrame { Received = new Received { CallId = "12345" } });
        await session.SendAsync(new ClientFrame());
        await PongsAsync(session);
    }

    private static async Task RefusedAsync(Request request, string words, int code = 6000001)
    {
        await using var server = await HostileServer.StartAsync();
        await using var session = await RawSession.LoginAsync(server);
        request.Id = 1;
        var reply = await session.AskAsync(request);
        reply.OutcomeCase.Should().Be(Reply.OutcomeOneofCase.Error);
        reply.Error.Code.Should().Be(code, reply.Error.Message);
        reply.Error.Message.Should().Contain(words);
        await server.Log.EntryAsync(1109, "mallory");
        await PongsAsync(session);
    }

    private static async Task PongsAsync(RawSession session)
    {
        await session.SendAsync(new ClientFrame { Ping = new Ping { Cookie = 42 } });
        (await session.ReadAsync()).Pong.Cookie.Should().Be(42);
    }
}
