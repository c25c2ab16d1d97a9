using System.CommandLine;
using System.Globalization;
using ZimCall.Core;
using static ZimCall.Host.OperatorJson;

namespace ZimCall.Host;

/// <summary><c>zimcall-server call ID</c>: what happened to one call.</summary>
internal static class CallCommand
{
    private const string Description = """
        Show what happened to a call, as a table or as a sequence diagram: asked of the server that runs with the same settings.

          zimcall-server call 1234567890 --config /etc/zimcall/server.json
          zimcall-server call 1234567890 --config /etc/zimcall/server.json --mermaid
        """;

    private static readonly Argument<string> CallId = new("ID") { Description = "The callID." };

    private static readonly Option<bool> Mermaid = new("--mermaid")
    {
        Description = "Print a sequence diagram in Mermaid's language instead of a table.",
    };

    private static readonly Option<bool> Data = new("--data")
    {
        Description = "Show the extendedData too. It is the users' own.",
    };

    public static Command Create(CommandContext context) =>
        new Command("call", Description) { CallId, Mermaid, Data }.AskingServer(context, async (parsed, client, cancellationToken) =>
        {
            var callId = parsed.GetValue(CallId)!;
            var query = $"?id={Uri.EscapeDataString(callId)}";
            if (parsed.GetValue(Mermaid))
            {
                var (diagram, noDiagram) = await client.TextAsync($"/api/call/mermaid{query}", cancellationToken);
                await context.Output.WriteAsync(diagram);
                return noDiagram ?? (diagram!.Length == 0 ? NotFound(callId) : null);
            }

            var (records, problem) = await client.ListAsync<CallRecordJson>($"/api/call{query}", cancellationToken);
            foreach (var record in records ?? [])
            {
                await WriteAsync(context.Output, record, parsed.GetValue(Data));
            }

            return problem ?? (records!.Count == 0 ? NotFound(callId) : null);
        });

    private static string NotFound(string callId) => $"there is no call {callId}, or it is forgotten";

    private static async Task WriteAsync(TextWriter output, CallRecordJson record, bool withData)
    {
        var call = record.Call;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"call {call.CallId} of app {call.AppId}: {call.Mode}, {call.State}, created {call.CreateTime:u} by {call.Caller}"));
        await TextTable.WriteAsync(output, [["TIME", "WHAT", "BY", "WHOM", withData ? "DATA" : ""], .. record.Changes.Select(change => ToRow(call, change, withData))]);
        await output.WriteLineAsync(string.Join(' ', call.Members.Select(static member => $"{member.UserId}={member.State}")));
    }

    private static string[] ToRow(CallJson call, ChangeJson change, bool withData) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"+{(change.Time - call.CreateTime).TotalSeconds:0.000} s"),
        change.Kind == CallChangeKind.End ? $"End ({change.Reason})" : change.Kind.ToString(),
        change.Actor,
        string.Join(' ', change.UserIds),

        // One line, and nothing that a terminal would obey.
        withData ? string.Concat(change.ExtendedData.Select(static c => char.IsControl(c) ? '?' : c)) : "",
    ];
}
