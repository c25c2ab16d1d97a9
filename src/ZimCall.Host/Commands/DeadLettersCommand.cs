using System.CommandLine;
using System.Globalization;
using static ZimCall.Host.OperatorJson;

namespace ZimCall.Host;

/// <summary><c>zimcall-server dead-letters</c>: callbacks that could not be delivered.</summary>
internal static class DeadLettersCommand
{
    private const string Description = """
        Show the callbacks that could not be delivered, the oldest first: asked of the server that runs with the same settings.
        When the receiver is well again, have them sent again:

          zimcall-server dead-letters --config /etc/zimcall/server.json
          zimcall-server dead-letters resend --config /etc/zimcall/server.json
        """;

    public static Command Create(CommandContext context)
    {
        var app = AppId();
        var command = new Command("dead-letters", Description) { app }.AskingServer(context, async (parsed, client, cancellationToken) =>
        {
            var (letters, problem) = await client.ListAsync<DeadLetterJson>($"/api/dead-letters?app={parsed.GetValue(app)}", cancellationToken);
            if (letters is not null)
            {
                await TextTable.WriteAsync(context.Output, [["APP", "ID", "EVENT", "CREATED", "TRIES"], .. letters.Select(ToRow)]);
            }

            return problem;
        });
        command.Subcommands.Add(CreateResend(context));
        return command;
    }

    private static Command CreateResend(CommandContext context)
    {
        var app = AppId();
        var ids = new Argument<string[]>("ID") { Description = "Which. Default: all of them.", Arity = ArgumentArity.ZeroOrMore };
        return new Command("resend", "Send dead letters again, each with its old id and all its tries before it.") { ids, app }.AskingServer(
            context,
            async (parsed, client, cancellationToken) =>
            {
                var named = string.Concat((parsed.GetValue(ids) ?? []).Select(static id => $"&id={Uri.EscapeDataString(id)}"));
                var (count, problem) = await client.PostAsync($"/api/dead-letters/resend?app={parsed.GetValue(app)}{named}", cancellationToken);
                if (problem is null)
                {
                    await context.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{count} sent again"));
                }

                return problem;
            });
    }

    private static Option<uint?> AppId() => new("--app-id") { Description = "Only of this app. Default: of all.", HelpName = "NUMBER" };

    private static string[] ToRow(DeadLetterJson letter) =>
    [
        letter.AppId.ToString(CultureInfo.InvariantCulture),
        letter.Id,
        letter.Event,
        letter.CreatedAt.ToString("u", CultureInfo.InvariantCulture),
        letter.Attempts.ToString(CultureInfo.InvariantCulture),
    ];
}
