using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace ZimCall.Host;

/// <summary>
/// <c>zimcall-server health</c>: asks the server that runs with the same settings on this machine whether it serves, for images
/// that have no other program to ask with.
/// </summary>
internal static class HealthCommand
{
    private const string Description = """
        Ask the server that runs on this machine with the same settings whether it serves. The exit code is 0 when it does.

          zimcall-server health --config /etc/zimcall/server.json
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static Command Create(CommandContext context)
    {
        var command = new Command("health", Description);
        command.TakeSettings([HostOptions.Config, HostOptions.Urls]);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, context, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CommandContext context, CancellationToken cancellationToken)
    {
        var problems = FormProblems.Find(parsed).ToList();
        var given = GivenSettings.Gather(parsed, context.Variables);
        var first = (given.Take(HostOptions.Urls) ?? HostOptions.DefaultUrl).Split(';')[0].Trim();
        var address = ListenAddress.Read(given.Where(HostOptions.Urls), first, out var problem);
        problems.AddRange([.. given.Problems, .. problem is null ? Array.Empty<string>() : [problem]]);
        if (problems.Count > 0 || address is null)
        {
            return await context.RefuseAsync("nobody is asked", problems, "zimcall-server health --help");
        }

        var answer = await AskAsync(address, cancellationToken);
        await (answer is null ? context.Output : context.Error).WriteLineAsync(answer ?? "healthy");
        return answer is null ? CommandContext.Succeeded : CommandContext.Failed;
    }

    /// <summary>Asks a server of this machine.</summary>
    /// <returns>What is wrong; null when it serves.</returns>
    [SuppressMessage("Security", "CA5359", Justification = "Nothing is told to whom answers, and nothing but good or bad is learnt.")]
    public static async Task<string?> AskAsync(ListenAddress address, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };

        // It is asked on this machine, where the certificate has another name; whether it is good is what doctor tells.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        using var http = new HttpClient(handler)
        {
            Timeout = Patience,
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var url = new UriBuilder(address.IsTls ? "https" : "http", address.LocalHost, address.Port, "/healthz").Uri;
        try
        {
            using var response = await http.GetAsync(url, cancellationToken);
            return response.IsSuccessStatusCode ? null : $"{url} answers {(int)response.StatusCode}";
        }
        catch (Exception exception) when (exception is HttpRequestException or SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return $"{url} does not answer: {exception.Message}";
        }
    }
}
