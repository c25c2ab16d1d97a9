using Microsoft.AspNetCore.Builder;
using TwoPhones.Screens;

namespace TwoPhones.Demo;

/// <summary>The demonstration: a backend, three phones, two calls.</summary>
internal static class DemoProgram
{
    /// <returns>The exit code: 0 when everything happened as it should.</returns>
    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        IScreen screen = Output.HasColours ? new LiveScreen() : new PlainScreen();
        Timeline timeline = new(TimeProvider.System, screen);
        try
        {
            await using var backend = await LocalBackend.StartAsync(cancellationToken);
            var address = backend.Urls.Single();
            timeline.Sees("backend", $"listens on {address}");
            await PlayAsync(new Uri(address), screen, timeline);
        }
        catch (DemoFailedException failed)
        {
            await Console.Error.WriteLineAsync($"\nThis did not go as it should: {failed.Message}");
            return 1;
        }

        Console.WriteLine();
        Output.WriteLine("Everything happened as it should.", "bold green");
        return 0;
    }

    private static async Task PlayAsync(Uri server, IScreen screen, Timeline timeline)
    {
        await using DemoPhone alice = new("alice", server, timeline);
        await using DemoPhone bob = new("bob", server, timeline);
        await using DemoPhone carol = new("carol", server, timeline);
        await screen.PlayAsync([alice, bob, carol], () => PlayAsync(alice, bob, carol, timeline));
    }

    private static async Task PlayAsync(DemoPhone alice, DemoPhone bob, DemoPhone carol, Timeline timeline)
    {
        timeline.Heading("Three users log in.");
        foreach (var phone in new[] { alice, bob, carol })
        {
            await phone.LoginAsync();
        }

        timeline.Heading("An Advanced call: alice and bob talk, carol is brought in, bob leaves and comes back, alice ends it.");
        await AdvancedScene.PlayAsync(alice, bob, carol);

        timeline.Heading("A General call: alice calls bob, who does not answer within 3 seconds.");
        await GeneralScene.PlayAsync(alice, bob);
    }
}
