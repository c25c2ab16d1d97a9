using System.CommandLine;
using System.Globalization;
using static ZimCall.Host.OperatorJson;

namespace ZimCall.Host;

/// <summary><c>zimcall-server calls</c>: what is going on.</summary>
internal static class CallsCommand
{
    private const string Description = """
        Show the calls that go on, or those of a user, the newest first: asked of the server that runs with the same settings.

          zimcall-server calls --config /etc/zimcall/server.json
          zimcall-server calls --config /etc/zimcall/server.json --user alice
        """;

    private static readonly Option<string?> User = new("--user")
    {
        Description = "The calls that this user is or was a member of, over or not. Default: all that go on.",
        HelpName = "USERID",
    };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "How many at the most. 1 to 1000. Default: 100.",
        HelpName = "NUMBER",
        DefaultValueFactory = static _ => 100,
    };

    public static Command Create(CommandContext context) =>
        new Command("calls", Description) { User, Count }.AskingServer(context, async (parsed, client, cancellationToken) =>
        {
            var user = parsed.GetValue(User) ?? "";
            var count = parsed.GetValue(Count).ToString(CultureInfo.InvariantCulture);
            var (calls, problem) = await client.ListAsync<CallJson>(
                $"/api/calls?count={count}&user={Uri.EscapeDataString(user)}", cancellationToken);
            if (calls is not null)
            {
                await TextTable.WriteAsync(context.Output, [["APP", "CALL", "MODE", "STATE", "CREATED", "MEMBERS"], .. calls.Select(ToRow)]);
            }

            return problem;
        });

    private static string[] ToRow(CallJson call) =>
    [
        call.AppId.ToString(CultureInfo.InvariantCulture),
        call.CallId,
        call.Mode.ToString(),
        call.State.ToString(),
        call.CreateTime.ToString("u", CultureInfo.InvariantCulture),
        string.Join(' ', call.Members.Select(static member => $"{member.UserId}={member.State}")),
    ];
}
