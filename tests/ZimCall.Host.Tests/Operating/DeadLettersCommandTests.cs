using ZimCall.Host.Tests.Support;
using ZimCall.Server;
using ZimCall.Storage;

namespace ZimCall.Host.Tests.Operating;

/// <summary><c>dead-letters</c>, asked of a server that has some in its store.</summary>
[Trait("Category", "Process")]
public sealed class DeadLettersCommandTests : IDisposable
{
    private readonly Operator _operator = new();

    public void Dispose() => _operator.Dispose();

    [Fact]
    public async Task Dead_letters_are_shown_and_sent_again_all_or_some()
    {
        var data = _operator.PathOf("data");
        await WriteDeadLettersAsync(data, "first", "second", "third");
        await using var host = await OperatedHost.StartAsync("--data", data);
        string[] server = ["--operator-url", host.OperatorUrl, "--operator-secret", OperatedHost.Secret];

        (await RunAsync(["dead-letters", .. server])).Should().MatchRegex(
            "^APP  ID +EVENT +CREATED +TRIES\n1    first   call_create  2030-01-01 00:00:00Z  [0-9]\n1    second .*\n1    third .*\n$");
        (await RunAsync(["dead-letters", "--app-id", "2", .. server])).Should().NotContain("first");
        (await RunAsync(["dead-letters", "resend", "second", "nobody", .. server])).Should().Be("1 sent again\n");
        (await RunAsync(["dead-letters", .. server])).Should().Contain("first").And.NotContain("second").And.Contain("third");
        (await RunAsync(["dead-letters", "resend", "--app-id", "2", .. server])).Should().Be("0 sent again\n");
        (await RunAsync(["dead-letters", "resend", .. server])).Should().Be("2 sent again\n");
        (await RunAsync(["dead-letters", .. server])).Should().NotContain("first");
    }

    private static async Task WriteDeadLettersAsync(string folder, params string[] ids)
    {
        const long created = 1_893_456_000_000;
        await using var store = await SqliteStore.OpenAsync(new SqliteStoreOptions(folder), default);
        await store.Outbox.AddAsync([.. ids.Select(static id => new OutgoingCallback(id, 1, id, "call_create", "{}"u8.ToArray(), created))], default);
        var taken = await store.Outbox.TakeAsync(1, "test", created, created + 1000, ids.Length, default);
        await store.Outbox.SettleAsync(
            "test", [.. taken.Select(static callback => new CallbackSettlement(callback, CallbackOutcome.Dead))], default);
    }

    private async Task<string> RunAsync(string[] arguments)
    {
        var (code, output, error) = await _operator.RunAsync(arguments);
        code.Should().Be(0, error);
        return output;
    }
}
