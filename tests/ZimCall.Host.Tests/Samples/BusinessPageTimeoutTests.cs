using Microsoft.Playwright;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Samples;

/// <summary>The page of the business server when nobody answers.</summary>
[Trait("Category", "Process")]
[Trait("Needs", "chromium")]
public sealed class BusinessPageTimeoutTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>
{
    [Fact]
    public async Task Both_are_told_and_can_call_again()
    {
        await using var pages = await BusinessPages.OpenAsync(chromium, "--ZimCall:RingSeconds", "2");
        await pages.CallAsync();
        await Assertions.Expect(pages.Bob.Locator("#ringing")).ToBeVisibleAsync();
        await Assertions.Expect(pages.Bob.Locator("#news")).ToHaveTextAsync("You missed a call");
        foreach (var page in new[] { pages.Alice, pages.Bob })
        {
            await Assertions.Expect(page.Locator("#idle")).ToBeVisibleAsync();
        }

        // What callbacks told the server meanwhile, and the page shows.
        await Assertions.Expect(pages.Alice.Locator("#calls")).ToContainTextAsync("call_create bob");
    }
}
