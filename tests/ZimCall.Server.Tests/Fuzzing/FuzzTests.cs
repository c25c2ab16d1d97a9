using Xunit.Abstractions;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>
/// Inputs that are nearly right, by the ten thousand: each gets an answer, none makes the server fail, and when all is over nothing
/// is left of them.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>What pools and caches may take, the test's own included: they are full after some ten thousand inputs. A leak goes on.</summary>
    private const long MaxGrowth = 16 * 1024 * 1024;

    [Fact]
    public async Task Nothing_that_is_sent_makes_the_server_fail_or_stays_in_it()
    {
        var inputs = FuzzSettings.Inputs;
        await using FuzzRun run = new(FuzzSettings.Seed);
        await run.StartAsync();

        // Once before counting: what is made on first use stays.
        await run.SendAsync(2_000);
        var before = await run.RemainsAsync();
        await run.SendAsync(inputs);
        var after = await run.RemainsAsync();
        output.WriteLine($"seed {FuzzSettings.Seed}, {inputs} inputs: {run.LoggedIn} logins, {run.ApiSucceeded} requests of the server API carried out");
        output.WriteLine($"before {before}");
        output.WriteLine($"after  {after}");

        run.LoggedIn.Should().BeGreaterThan(inputs / 20, "or else nothing behind the login was tried");
        run.ApiSucceeded.Should().BeGreaterThan(inputs / 50, "or else nothing behind the signature was tried");
        (after with { Bytes = 0 }).Should().Be(new FuzzRemains(0, 0, 0, 0, Nonces: 1, 0), "everybody has been away for a day");
        after.Bytes.Should().BeLessThan(before.Bytes + MaxGrowth);
    }
}
