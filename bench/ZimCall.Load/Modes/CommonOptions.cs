using System.CommandLine;
using ZimCall.Load.Serving;

namespace ZimCall.Load.Modes;

/// <summary>The options that every mode has.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string?> _server = new("--server") { Description = "The URL of a server that runs already; without it one is started." };
    private readonly Option<string?> _against = new("--against") { Description = "Another build's executable of this program; its server takes turns with this one's." };
    private readonly Option<string> _gc = new("--gc") { Description = "The server's collector: server or workstation.", DefaultValueFactory = static _ => "server" };
    private readonly Option<bool> _tls = new("--tls") { Description = "TLS, with a certificate made for the run." };
    private readonly Option<string?> _json = new("--json") { Description = "Where to write the report as JSON." };

    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_against);
        command.Add(_gc.AcceptOnlyFromAmong("server", "workstation"));
        command.Add(_tls);
        command.Add(_json);
    }

    public Common Of(ParseResult result, bool busyCallers = false) => new(
        result.GetValue(_server),
        new ServerOptions(result.GetValue(_gc) == "server", result.GetValue(_tls), busyCallers),
        result.GetValue(_against),
        result.GetValue(_json));

    public static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    public static Option<double> Real(string name, string description, double value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
