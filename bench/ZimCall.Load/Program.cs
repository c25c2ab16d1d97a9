using System.CommandLine;
using ZimCall.Load.Modes;
using ZimCall.Load.Serving;

var serve = new Option<bool>("--serve") { Description = "Be the server: addresses on the output, commands on the input.", Hidden = true };
var tls = new Option<bool>("--tls") { Description = "TLS, with a certificate made for the run." };
var busy = new Option<bool>("--busy-callers") { Description = "Let users in a call make another.", Hidden = true };
var root = new RootCommand("Loads a ZimCall backend, and measures it against the raw stream on the same machine.")
{
    serve, tls, busy, FlowCommand.Create(), IdleCommand.Create(), StormCommand.Create(), HistoryCommand.Create(),
};
root.SetAction(async result =>
{
    if (!result.GetValue(serve))
    {
        await Console.Error.WriteLineAsync("Name a mode: flow, idle, storm or history; --help tells more.");
        return 1;
    }

    await ServeMode.RunAsync(result.GetValue(tls), result.GetValue(busy));
    return 0;
});
return await root.Parse(args).InvokeAsync();
