using Microsoft.AspNetCore.Builder;

namespace TwoPhones.Demo;

/// <summary>The demonstration: a backend, three phones, two calls.</summary>
internal static class DemoProgram
{
    /// <returns>The exit code: 0 when everything happened as it should.</returns>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        Timeline timeline = new(TimeProvider.System);
        try
        {
            await using var backend = await LocalBackend.StartAsync(cancellationToken);
            var address = backend.Urls.Single();
            timeline.Sees("backend", $"listens on {address}");
            await PlayAsync(new Uri(address), timeline);
        }
        catch (DemoFailedException failed)
        {
            await Console.Error.WriteLineAsync($"\nThis did not go as it should: {failed.Message}");
            return 1;
        }

        Console.WriteLine("\nEverything happened as it should.");
        return 0;
    }

    private static async Task PlayAsync(Uri server, Timeline timeline)
    {
        await using DemoPhone alice = new("alice", server, timeline);
        await using DemoPhone bob = new("bob", server, timeline);
        await using DemoPhone carol = new("carol", server, timeline);

        Timeline.Heading("Three users log in.");
        foreach (var phone in new[] { alice, bob, carol })
        {
            await phone.LoginAsync();
        }

        Timeline.Heading("An Advanced call: alice and bob talk, carol is brought in, bob leaves and comes back, alice ends it.");
        await AdvancedScene.PlayAsync(alice, bob, carol);

        Timeline.Heading("A General call: alice calls bob, who does not answer within 3 seconds.");
        await GeneralScene.PlayAsync(alice, bob);
    }
}
