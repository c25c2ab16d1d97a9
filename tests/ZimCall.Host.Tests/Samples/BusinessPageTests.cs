using Microsoft.Playwright;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Samples;

/// <summary>The page of the business server in two real browsers: alice's and bob's.</summary>
[Trait("Category", "Process")]
[Trait("Needs", "chromium")]
public sealed class BusinessPageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IAsyncLifetime
{
    private BusinessPages _pages = null!;
    private IPage _alice = null!;
    private IPage _bob = null!;

    public async Task InitializeAsync()
    {
        _pages = await BusinessPages.OpenAsync(chromium);
        (_alice, _bob) = (_pages.Alice, _pages.Bob);
    }

    public Task DisposeAsync() => _pages.DisposeAsync().AsTask();

    [Fact]
    public async Task It_rings_is_accepted_connects_the_browsers_and_is_over_for_both_when_one_hangs_up()
    {
        await _pages.CallAsync();
        await Assertions.Expect(_bob.Locator("#ringing")).ToContainTextAsync("alice is calling");
        await Assertions.Expect(_alice.Locator("#news")).ToHaveTextAsync("It rings at bob's");
        await _bob.ClickAsync("#accept");
        foreach (var (page, peer) in new[] { (_alice, "bob"), (_bob, "alice") })
        {
            await Assertions.Expect(page.Locator("#talking")).ToContainTextAsync($"In call with {peer}");
            await Assertions.Expect(page.Locator("#media")).ToContainTextAsync("connected directly");
        }

        await _alice.ClickAsync("#camera");
        await Assertions.Expect(_bob.Locator("#theirs")).ToBeVisibleAsync();
        await _bob.WaitForFunctionAsync("document.getElementById('theirs').videoWidth > 0");

        await TakePictureAsync(_bob);
        await _bob.ClickAsync("#hangup");
        await Assertions.Expect(_alice.Locator("#news")).ToHaveTextAsync("bob hung up");
        foreach (var page in new[] { _alice, _bob })
        {
            await Assertions.Expect(page.Locator("#idle")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("#theirs")).ToBeHiddenAsync();
        }
    }

    [Fact]
    public async Task Who_gives_up_while_it_rings_stops_the_ringing()
    {
        await _pages.CallAsync();
        await Assertions.Expect(_bob.Locator("#ringing")).ToBeVisibleAsync();
        await _alice.ClickAsync("#cancel");
        await Assertions.Expect(_bob.Locator("#news")).ToHaveTextAsync("alice gave up");
        await Assertions.Expect(_bob.Locator("#ringing")).ToBeHiddenAsync();
        await Assertions.Expect(_alice.Locator("#idle")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_declines_lets_the_caller_call_again()
    {
        await _pages.CallAsync();
        await _bob.ClickAsync("#reject");
        await Assertions.Expect(_alice.Locator("#idle")).ToBeVisibleAsync();
        await Assertions.Expect(_bob.Locator("#idle")).ToBeVisibleAsync();
        await _pages.CallAsync();
        await Assertions.Expect(_bob.Locator("#ringing")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_loads_the_page_again_is_still_in_the_call()
    {
        await _pages.CallAsync();
        await _bob.ClickAsync("#accept");
        await Assertions.Expect(_alice.Locator("#media")).ToContainTextAsync("connected directly");
        await _bob.ReloadAsync();
        await BusinessPages.LogInAsync(_bob, "bob");
        await Assertions.Expect(_bob.Locator("#talking")).ToContainTextAsync("In call with alice");
        await _bob.ClickAsync("#hangup");
        await Assertions.Expect(_alice.Locator("#idle")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Whom_nobody_knows_cannot_be_called_and_the_page_says_why()
    {
        await _alice.FillAsync("#other", "nobody");
        await _alice.ClickAsync("#idle button");
        await Assertions.Expect(_alice.Locator("#news")).ToContainTextAsync("R-INV-5");
    }

    /// <summary>Into docs/images, when it is to be taken anew.</summary>
    private static async Task TakePictureAsync(IPage page)
    {
        if (Environment.GetEnvironmentVariable("ZIMCALL_SCREENSHOTS") is { Length: > 0 })
        {
            await page.Locator("#phone").ScreenshotAsync(new LocatorScreenshotOptions { Path = Repository.PathOf("docs", "images", "business-page.png") });
        }
    }
}
