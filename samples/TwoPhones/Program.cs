using System.CommandLine;
using TwoPhones;
using TwoPhones.Demo;
using TwoPhones.Terminal;

// Without options: alice, bob and carol in this process, with a backend of their own. With --user: one phone of your own.
Option<string?> server = new("--server") { Description = "Where the backend is. Default: http://127.0.0.1:7350.", HelpName = "URL" };
Option<string?> user = new("--user") { Description = "Be this user's phone, in this terminal.", HelpName = "NAME" };
Option<string?> call = new("--call") { Description = "Call this user right away; several with commas between them.", HelpName = "NAME" };
Option<string?> app = new("--app") { Description = "The app to log in to. Default: the one of zimcall-server --dev.", HelpName = "ID:APPSIGN" };
RootCommand command = new("Two phones and more: ZimCall at work. Without options it plays a whole call by itself.")
{
    server, user, call, app,
};

command.SetAction(async (parsed, cancellationToken) =>
{
    if (parsed.GetValue(user) is { } name)
    {
        return await TerminalProgram.RunAsync(
            new PhoneSettings(name, parsed.GetValue(server), parsed.GetValue(call), parsed.GetValue(app)), cancellationToken);
    }

    if (parsed.GetValue(server) is null && parsed.GetValue(call) is null && parsed.GetValue(app) is null)
    {
        return await DemoProgram.RunAsync(cancellationToken);
    }

    await Console.Error.WriteLineAsync("Say whose phone it is: --user NAME.");
    return 1;
});
return await command.Parse(args).InvokeAsync();
