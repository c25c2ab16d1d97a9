using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ZimCall.Scenarios.Observing;
using ZimCall.Storage;
using ZimCall.Storage.Tests.Support;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Documents;

/// <summary>docs/observability.md lists every metric, as it is published, and every label, as it is measured.</summary>
[Collection(TelemetryCollection.Name)]
public sealed partial class ObservabilityDocumentTests
{
    [Fact]
    public async Task The_table_has_every_metric_with_its_kind_unit_and_labels()
    {
        using var watch = new MeterWatch(static meter => meter.Name is "ZimCall" or "ZimCall.Server" or "ZimCall.Storage");
        HashSet<(string Name, string Label)> labels = [];
        await using (var backend = new ZimTestBackend(new ZimTestBackendOptions { Nodes = 2 }))
        {
            var alice = await backend.LoginAsync("alice");
            var bob = await backend.LoginAsync("bob");
            var call = await alice.CallInviteAsync(["bob"]);
            await backend.SettleAsync();
            await bob.CallAcceptAsync(call.callID);
            backend.BreakConnection(alice);
            await backend.SettleAsync();
            await backend.Backend.Api.ServeAsync(new DefaultHttpContext());
            using var folder = new TemporaryFolder();
            await using (var store = await SqliteStore.OpenAsync(new SqliteStoreOptions(folder.Path), CancellationToken.None))
            {
                await store.RegisterAsync(1, ["alice"], CancellationToken.None);
            }

            // The backlog of callbacks is asked for by this, and known afterwards.
            watch.Measured.Should().NotBeEmpty();
            await backend.SettleAsync();
            labels = [.. watch.Measured.SelectMany(static each => each.Tags.Keys.Append("").Select(label => (each.Instrument.Name, label)))];
        }

        var published = watch.Instruments.Select(instrument =>
            $"{instrument.Name} {KindOf(instrument)} {instrument.Unit} {string.Join(", ", labels.Where(each => each.Name == instrument.Name && each.Label.Length > 0).Select(static each => each.Label))}".TrimEnd());
        var documented = Row().Matches(Repository.Read("docs", "observability.md"))
            .Select(static row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value} {row.Groups[4].Value}".TrimEnd());
        documented.Should().BeEquivalentTo(published.Distinct());
        watch.Instruments.Select(static instrument => instrument.Name).Should().BeSubsetOf(
            labels.Select(static each => each.Name).ToList(), "each of them was measured here, or its labels would not be known");
    }

    private static string KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0];

    [GeneratedRegex(@"^\| `(zimcall\.[a-z.]+)` \| (\w+) \| (\S+) \| ([a-z, ]*?) ?\| ", RegexOptions.Multiline)]
    private static partial Regex Row();
}
