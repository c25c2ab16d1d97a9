using System.Text;

namespace ZimCall.Core.Tests.Documents;

/// <summary>Prints docs/call-states.md from the tables by which the rules decide.</summary>
internal static class CallStatesDocument
{
    public static string Print() => new StringBuilder()
        .Append(Introduction)
        .Append(Operations())
        .Append(Audiences())
        .Append(Arrows())
        .Append(Diagram())
        .ToString();

    private const string Introduction = """
        # Call states

        What a member of a call can be and do, and who is told of it. This page is printed from the tables by which the server
        decides and the SDK checks (`src/ZimCall.Core/Tables`): do not edit it. After a change of a table, print it again:

        ```sh
        ZIMCALL_UPDATE_DOCS=1 dotnet test tests/ZimCall.Core.Tests
        ```

        A member is *pending* while it is Inviting, NotYetReceived or Received, and *in the call* while it is Accepted. Its
        *primary device* is the one that created, accepted or joined the call.


        """;

    private static string Operations()
    {
        var text = new StringBuilder("""
            ## What a member state allows

            "Advanced" means Advanced calls only. CallInvite, CallCancel and QueryCallInvitationList do not depend on the member's own
            state. The caller, whom nobody invited, cannot answer its own call.


            """);
        text.Append(Row(["State", .. OperationTable.Columns.Select(operation => operation.ToString())]));
        text.Append(Row([.. Enumerable.Repeat("---", OperationTable.Columns.Length + 1)]));
        foreach (var row in OperationTable.Rows)
        {
            text.Append(Row([State(row.State), .. row.Cells.Select(Cell)]));
        }

        return text.Append('\n').ToString();
    }

    private static string Audiences()
    {
        var text = new StringBuilder("""
            ## Who is told what

            What somebody is told follows from what they are after the whole step. Who fits several rows of one event is told once,
            by the widest of them. One device is told of several events of one step in the order of this table.


            """);
        text.Append(Row(["Event", "Told to", "On"]));
        text.Append(Row(["---", "---", "---"]));
        foreach (var row in AudienceTable.Rows)
        {
            text.Append(Row([$"On{row.Event}", Words.Of(row.Party), Words.Of(row.Devices)]));
        }

        return text.Append('\n').ToString();
    }

    private static string Arrows()
    {
        var text = new StringBuilder("""
            ## How member states change

            Every other change is illegal and does not happen.


            """);
        text.Append(Row(["From", "Trigger", "To", "Modes"]));
        text.Append(Row(["---", "---", "---", "---"]));
        foreach (var arrow in TransitionTable.Arrows)
        {
            text.Append(Row([State(arrow.From), Words.Of(arrow.Trigger), arrow.To.ToString(), arrow.AdvancedOnly ? "Advanced" : "both"]));
        }

        return text.Append('\n').ToString();
    }

    private static string Diagram()
    {
        var text = new StringBuilder("""
            The same as a picture; a star marks what Advanced calls alone have.

            ```mermaid
            stateDiagram-v2

            """);
        foreach (var arrows in TransitionTable.Arrows.GroupBy(arrow => (arrow.From, arrow.To)))
        {
            var labels = arrows.Select(arrow => arrow.Trigger + (arrow.AdvancedOnly ? "*" : ""));
            text.Append("  ").Append(arrows.Key.From?.ToString() ?? "[*]").Append(" --> ").Append(arrows.Key.To)
                .Append(" : ").AppendJoin(", ", labels).Append('\n');
        }

        return text.Append("```\n").ToString();
    }

    private static string State(MemberState? state) => state?.ToString() ?? "(not a member)";

    private static string Cell(Allowance allowance) => allowance switch
    {
        Allowance.No => "no",
        Allowance.Yes => "yes",
        Allowance.Advanced => "Advanced",
        Allowance.SwitchDevice => "Advanced, from another device: it takes over",
        _ => throw new ArgumentOutOfRangeException(nameof(allowance)),
    };

    private static string Row(string[] cells) => $"| {string.Join(" | ", cells)} |\n";
}
