namespace ZimCall.Documents.Tests.Compiled;

/// <summary>What a fragment takes for granted, by the names that the comment before it gives.</summary>
internal static class Preambles
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["backend"] = "await using var backend = new ZimTestBackend();",
        ["alice"] = """var alice = await backend.LoginAsync("alice");""",
        ["bob"] = """var bob = await backend.LoginAsync("bob");""",
        ["callID"] = """var callID = (await alice.CallInviteAsync(["bob"])).callID; await backend.SettleAsync();""",
        ["codes"] = "var (cancelled, accepted) = (ZIMErrorCode.Failed, ZIMErrorCode.Failed);",
        ["zim"] = "var zim = alice;",
        ["app"] = "WebApplication app = null!;",
        ["builder"] = "var builder = WebApplication.CreateBuilder();",
        ["services"] = "var services = new ServiceCollection();",
        ["cancellationToken"] = "var cancellationToken = CancellationToken.None;",
    };

    private static readonly string[] Unmarked = ["builder", "cancellationToken"];

    /// <summary>What a fragment without a mark uses and does not declare.</summary>
    public static IEnumerable<string> UnmarkedIn(string code) => Unmarked.Where(name =>
        code.Contains(name, StringComparison.Ordinal) && !code.Contains($"var {name} ", StringComparison.Ordinal));

    /// <summary>The declarations, in the order of the names.</summary>
    public static string Of(IEnumerable<string> names) => string.Join('\n', names.Select(static name => Declarations[name]));
}
