using System.CommandLine;

namespace ZimCall.Host;

/// <summary><c>zimcall-server doctor</c>: looks at everything that the server needs, and changes nothing.</summary>
internal static class DoctorCommand
{
    private const string Description = """
        Look at everything that the server needs, and change nothing: the settings, the store and its schema, the certificate, clocks,
        addresses, receivers of callbacks. It can be run before the first start and beside a running server. The exit code is 1 when something fails.

          zimcall-server doctor --config /etc/zimcall/server.json --name calls.example.com
        """;

    private static readonly Option<string[]> Names = new("--name")
    {
        Description = "A name by which clients reach the server: the certificate must be good for it. Give it again for each further name.",
        HelpName = "HOST",
    };

    public static Command Create(CommandContext context)
    {
        var command = new Command("doctor", Description) { Names };
        command.TakeSettings(HostOptions.All);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, context, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        var settings = HostSettings.From(GivenSettings.Gather(parsed, context.Variables));
        var names = parsed.GetResult(Names)?.Tokens.Select(static token => token.Value).ToList() ?? [];
        IDoctorCheck[] checks =
        [
            new ConfigurationCheck([.. FormProblems.Find(parsed)]),
            new CertificateCheck(names, TimeProvider.System),
            new StoreCheck(),
            new CallbackCheck(TimeProvider.System),
            new ServerCheck(),
        ];

        var worst = Grade.Ok;
        List<IReadOnlyList<string>> rows = [];
        foreach (var check in checks)
        {
            foreach (var finding in await check.RunAsync(settings, cancellationToken))
            {
                worst = finding.Grade > worst ? finding.Grade : worst;
                rows.Add([Write(finding.Grade), check.Name, finding.Text]);
            }
        }

        await TextTable.WriteAsync(context.Output, rows);
        return worst == Grade.Fail ? CommandContext.Failed : CommandContext.Succeeded;
    }

    private static string Write(Grade grade) => grade switch
    {
        Grade.Ok => "ok",
        Grade.Warn => "warn",
        _ => "FAIL",
    };
}
