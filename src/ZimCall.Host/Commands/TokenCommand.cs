using System.CommandLine;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary><c>zimcall-server token</c>: makes a Token04 for a user, as a business server does.</summary>
internal static class TokenCommand
{
    private const string Description = """
        Make a token with which a user can log in, and print it.

          zimcall-server token --config /etc/zimcall/server.json --user alice
          zimcall-server token --dev --user alice --lifetime 10m

        The app and its secret are those of the configuration; --app-id says which, when there are several.
        """;

    private static readonly ValueSetting<TimeSpan?> LifetimeForm =
        SettingKinds.Span("lifetime", "How long it is valid.", TimeSpan.FromSeconds(1), max: null, "24h");

    private static readonly Option<string?> User = new("--user") { Description = "The user who logs in with it.", HelpName = "USERID" };

    private static readonly Option<uint?> AppId = new("--app-id")
    {
        Description = "The app that the user logs in to. Default: the only one that is configured.",
        HelpName = "NUMBER",
    };

    private static readonly Option<string?> Lifetime = new("--lifetime")
    {
        Description = "How long it is valid, 1s or more. Default: 24h.",
        HelpName = "DURATION",
    };

    private static readonly Option<string?> Payload = new("--payload")
    {
        Description = "Anything, up to some 5900 bytes; the backend does not look at it. Default: none.",
        HelpName = "TEXT",
    };

    public static Command Create(CommandContext context)
    {
        var command = new Command("token", Description) { User, AppId, Lifetime, Payload };
        command.TakeSettings([HostOptions.Config, HostOptions.Dev, HostOptions.App]);
        command.SetAction((parsed, _) => RunAsync(parsed, context));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CommandContext context)
    {
        var problems = FormProblems.Find(parsed).ToList();
        var given = GivenSettings.Gather(parsed, context.Variables);
        var apps = TakeApps(given);
        problems.AddRange(given.Problems);
        var user = parsed.GetResult(User)?.Tokens is [{ Value: var named }] ? named : null;
        if (user is null || !Limits.IsUserId(user))
        {
            problems.Add(user is null ? "--user is missing" : $"--user is no userID: 1 to {Limits.MaxUserIdBytes} letters, digits and signs (R-ID)");
        }

        var lifetime = new ReadValue<TimeSpan?>(TimeSpan.FromHours(24));
        if (parsed.GetResult(Lifetime)?.Tokens is [{ Value: var text }])
        {
            lifetime = LifetimeForm.Read(text);
            problems.AddRange(lifetime.Problem is { } problem ? [$"--lifetime {problem}"] : []);
        }

        if (problems.Count == 0 && Choose(apps, parsed.GetValue(AppId), problems) is { } app)
        {
            try
            {
                await context.Output.WriteLineAsync(
                    Token04.Generate(app.AppId, user!, app.ServerSecret, lifetime.Value!.Value, parsed.GetValue(Payload) ?? ""));
                return CommandContext.Succeeded;
            }
            catch (ArgumentException exception)
            {
                problems.Add($"--payload is too long: {exception.Message}");
            }
        }

        return await context.RefuseAsync("no token is made", problems, "zimcall-server token --help");
    }

    private static List<ZimCallApp> TakeApps(GivenSettings given)
    {
        List<ZimCallApp> apps = [.. (given.TakeApps() ?? []).Select(static app => app.App)];
        return given.Take(HostOptions.Dev) ? [DevelopmentApp.App, .. apps] : apps;
    }

    private static ZimCallApp? Choose(List<ZimCallApp> apps, uint? appId, List<string> problems)
    {
        var found = apps.Where(app => appId is null || app.AppId == appId).ToList();
        var problem = apps.Count == 0 ? "no app is configured: give --config, --app or --dev"
            : found.Count == 0 ? $"app {appId} is not configured; there are {string.Join(", ", apps.Select(static app => app.AppId))}"
            : found.Count > 1 ? $"--app-id is missing, for several apps are configured: {string.Join(", ", apps.Select(static app => app.AppId))}"
            : found[0].FindSecretProblem();
        if (problem is not null)
        {
            problems.Add(problem);
            return null;
        }

        return found[0];
    }

    private static string? FindSecretProblem(this ZimCallApp app)
    {
        var server = new ZimCallServerOptions();
        server.Apps.Add(app);
        return server.FindProblems().FirstOrDefault(static problem => problem.Contains("ServerSecret", StringComparison.Ordinal) || problem.EndsWith("is 0", StringComparison.Ordinal));
    }
}
