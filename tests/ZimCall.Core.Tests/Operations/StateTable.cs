namespace ZimCall.Core.Tests.Operations;

/// <summary>
/// What each operation does in each mode, state and role: transcribed from docs/rules.md (section 3 and the checks of
/// R-ACC, R-REJ, R-CIN, R-QUI, R-END and R-JOI), not computed. A cell is the state that the operation leads to, "ok"
/// where it succeeds and leaves the member's state alone, or the code of the refusal.
/// </summary>
internal static class StateTable
{
    // NotAdvanced = ADV, IsNotInvitee = INV, CallDoesNotExist = GONE, CallError = ERR
    private const string Rows = """
        mode     role    state          | Accept   Reject   CallingInvite Quit End  Join
        General  caller  Accepted       | INV      INV      ADV           ADV  ADV  ADV
        General  member  Inviting       | Accepted Rejected ADV           ADV  ADV  ADV
        General  member  NotYetReceived | Accepted Rejected ADV           ADV  ADV  ADV
        General  member  Received       | Accepted Rejected ADV           ADV  ADV  ADV
        General  member  Accepted       | ERR      ERR      ADV           ADV  ADV  ADV
        General  member  Rejected       | ERR      ERR      ADV           ADV  ADV  ADV
        General  member  Cancelled      | GONE     GONE     ADV           ADV  ADV  ADV
        General  member  Timeout        | GONE     GONE     ADV           ADV  ADV  ADV
        General  member  Quit           | ERR      ERR      ADV           ADV  ADV  ADV
        General  nobody  -              | INV      INV      ADV           ADV  ADV  ADV
        Advanced caller  Inviting       | Accepted Rejected ERR           ERR  ERR  Accepted
        Advanced caller  NotYetReceived | Accepted Rejected ERR           ERR  ERR  Accepted
        Advanced caller  Received       | Accepted Rejected ERR           ERR  ERR  Accepted
        Advanced caller  Accepted       | INV      INV      ok            Quit ok   ok
        Advanced caller  Rejected       | INV      INV      ERR           ERR  ERR  Accepted
        Advanced caller  Cancelled      | INV      INV      ERR           ERR  ERR  Accepted
        Advanced caller  Timeout        | INV      INV      ERR           ERR  ERR  Accepted
        Advanced caller  Quit           | INV      INV      ERR           ERR  ERR  Accepted
        Advanced member  Inviting       | Accepted Rejected ERR           ERR  ERR  Accepted
        Advanced member  NotYetReceived | Accepted Rejected ERR           ERR  ERR  Accepted
        Advanced member  Received       | Accepted Rejected ERR           ERR  ERR  Accepted
        Advanced member  Accepted       | ERR      ERR      ok            Quit ok   ok
        Advanced member  Rejected       | ERR      ERR      ERR           ERR  ERR  Accepted
        Advanced member  Cancelled      | GONE     GONE     ERR           ERR  ERR  Accepted
        Advanced member  Timeout        | GONE     GONE     ERR           ERR  ERR  Accepted
        Advanced member  Quit           | ERR      ERR      ERR           ERR  ERR  Accepted
        Advanced nobody  -              | INV      INV      INV           INV  INV  Accepted
        """;

    /// <summary>One case: mode, role, state ("-" for none), operation, expectation.</summary>
    public static IEnumerable<(CallMode Mode, string Role, MemberState? State, string Operation, string Expected)> Cells()
    {
        const StringSplitOptions split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var lines = Rows.Split('\n', split);
        var operations = lines[0].Split('|')[1].Split(' ', split);
        foreach (var line in lines[1..])
        {
            var halves = line.Split('|');
            var head = halves[0].Split(' ', split);
            var cells = halves[1].Split(' ', split);
            for (var i = 0; i < operations.Length; i++)
            {
                MemberState? state = head[2] == "-" ? null : Enum.Parse<MemberState>(head[2]);
                yield return (Enum.Parse<CallMode>(head[0]), head[1], state, operations[i], cells[i]);
            }
        }
    }
}
