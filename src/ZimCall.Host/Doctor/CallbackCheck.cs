using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>Whether the receivers of callbacks can be reached. Nothing is sent to them.</summary>
/// <param name="time">The clock.</param>
internal sealed class CallbackCheck(TimeProvider time) : IDoctorCheck
{
    public string Name => "callbacks";

    public async Task<IReadOnlyList<Finding>> RunAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var server = new ZimCallServerOptions();
        settings.Configure(server);
        List<Finding> findings = [];
        foreach (var url in settings.Apps.Select(static app => app.Callbacks?.Url).OfType<Uri>().Where(static url => url.IsAbsoluteUri).Distinct())
        {
            var receiver = url.GetLeftPart(UriPartial.Path);
            findings.Add(await CallbackProbe.TryAsync(server, url, time, cancellationToken) is { } problem
                ? Finding.Fail($"{receiver} cannot be reached: {problem}")
                : Finding.Ok($"{receiver} can be reached"));
        }

        return findings;
    }
}
