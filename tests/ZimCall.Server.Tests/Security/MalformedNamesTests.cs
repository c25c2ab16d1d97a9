using System.Collections.Immutable;
using System.Text.Json;
using ZimCall.Core;
using ZimCall.Protocol;
using ZimCall.Scenarios.Stores;
using ZimCall.Server.Api;
using ZimCall.Server.Tests.Api;
using ZimCall.Server.Tests.Fuzzing;
using ZimCall.Testing;

namespace ZimCall.Server.Tests.Security;

/// <summary>
/// What is no name reaches no store: PostgreSQL, for one, fails on a text with a zero in it, and a client could fill the log with
/// failures of the store.
/// </summary>
public sealed class MalformedNamesTests : IAsyncLifetime
{
    private const string Malformed = "a\0b";

    private readonly PickyStores _stores = new();
    private readonly ZimTestBackend _backend;
    private readonly ApiCaller _api;

    public MalformedNamesTests()
    {
        _backend = new ZimTestBackend(new ZimTestBackendOptions { WrapStore = _stores.Wrap });
        _api = new ApiCaller(_backend);
    }

    public Task InitializeAsync() => _backend.RegisterAsync("alice", "bob");

    public async Task DisposeAsync()
    {
        await _backend.DisposeAsync();
        _stores.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData("CallInvite")]
    [InlineData("CallingInvite")]
    [InlineData("CallCancel")]
    public async Task Of_users_in_the_server_API(string action)
    {
        var body = new { FromUserId = "alice", CallId = "1", UserIds = new[] { "bob", Malformed } };
        (await _api.PostAsync(action, body)).Code().Should().NotBe(ApiCodes.ServerError).And.NotBe(0);
    }

    [Fact]
    public async Task Of_a_user_who_is_asked_about()
    {
        var reply = (await _api.PostAsync("QueryUserOnlineState", new { UserId = new[] { "bob", Malformed } })).Succeeded();
        reply.Errors("ErrorList").Should().Equal($"{Malformed} {ApiCodes.UserUnknown}");
        reply.GetProperty("Result").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task Of_a_user_who_is_registered()
    {
        var reply = (await _api.PostAsync("UserRegister", new { UserInfo = new[] { new { UserId = Malformed } } })).Succeeded();
        reply.Errors("ErrorList").Should().HaveCount(1);
    }

    [Fact]
    public async Task Of_calls_that_a_client_says_it_knows()
    {
        var hello = Hostile.Support.Frames.Hello("alice");
        hello.AppId = ZimTestBackend.AppID;
        hello.Token = Token04.Generate(ZimTestBackend.AppID, "alice", ZimTestBackend.ServerSecret, TimeSpan.FromHours(1), time: _backend.Time);
        hello.KnownCalls.Add(new KnownCall { CallId = Malformed });
        hello.KnownCalls.Add(new KnownCall { CallId = "1" });
        var invite = new CallInvite { CallId = "1", Invitees = { "bob", Malformed } };
        ScriptedConnection connection = new(
            [
                ScriptedConnection.Frame(new ClientFrame { Hello = hello }),
                ScriptedConnection.Frame(new ClientFrame { Request = new Request { Id = 1, CallInvite = invite } }),
            ],
            static _ => [],
            breaks: false);
        await _backend.Backend.RunAsync(connection, CancellationToken.None);
        connection.Sent.Should().Be(3, "Welcome, CatchUp and a refusal");
    }

    private sealed class PickyStores
    {
        public List<string> Complaints { get; } = [];

        public ICallStore Wrap(ICallStore inner) => new PickyStore(inner, Complaints);
    }

    private sealed class PickyStore(ICallStore inner, List<string> complaints) : PassingStore(inner)
    {
        public override ValueTask<Call?> FindAsync(CallKey key, CancellationToken cancellationToken)
        {
            Check(key.CallId, Core.Limits.IsCallId);
            return base.FindAsync(key, cancellationToken);
        }

        public override ValueTask<ImmutableHashSet<string>> FindUnregisteredAsync(
            uint appId, ImmutableArray<string> userIds, CancellationToken cancellationToken)
        {
            userIds.ToList().ForEach(userId => Check(userId, Core.Limits.IsUserId));
            return base.FindUnregisteredAsync(appId, userIds, cancellationToken);
        }

        private void Check(string name, Predicate<string> isWellFormed)
        {
            if (!isWellFormed(name))
            {
                complaints.Add(JsonSerializer.Serialize(name));
            }
        }
    }
}
