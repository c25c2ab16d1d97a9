using Microsoft.Playwright;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Samples;

/// <summary>The page of the business server in two real browsers: alice's and bob's.</summary>
[Trait("Category", "Process")]
[Trait("Needs", "chromium")]
public sealed class BusinessPageTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IAsyncLifetime
{
    private BusinessScene _scene = null!;
    private IPage _alice = null!;
    private IPage _bob = null!;

    public async Task InitializeAsync()
    {
        _scene = await BusinessScene.StartAsync();
        (_alice, _bob) = (await LogInAsync("alice"), await LogInAsync("bob"));
    }

    public async Task DisposeAsync()
    {
        await _alice.Context.CloseAsync();
        await _bob.Context.CloseAsync();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task It_rings_is_accepted_connects_the_browsers_and_is_over_for_both_when_one_hangs_up()
    {
        await CallAsync();
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
        await CallAsync();
        await Assertions.Expect(_bob.Locator("#ringing")).ToBeVisibleAsync();
        await _alice.ClickAsync("#cancel");
        await Assertions.Expect(_bob.Locator("#news")).ToHaveTextAsync("alice gave up");
        await Assertions.Expect(_bob.Locator("#ringing")).ToBeHiddenAsync();
        await Assertions.Expect(_alice.Locator("#idle")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_declines_lets_the_caller_call_again()
    {
        await CallAsync();
        await _bob.ClickAsync("#reject");
        await Assertions.Expect(_alice.Locator("#idle")).ToBeVisibleAsync();
        await Assertions.Expect(_bob.Locator("#idle")).ToBeVisibleAsync();
        await CallAsync();
        await Assertions.Expect(_bob.Locator("#ringing")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_loads_the_page_again_is_still_in_the_call()
    {
        await CallAsync();
        await _bob.ClickAsync("#accept");
        await Assertions.Expect(_alice.Locator("#media")).ToContainTextAsync("connected directly");
        await _bob.ReloadAsync();
        await LogInAsync(_bob, "bob");
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

    private async Task CallAsync()
    {
        await _alice.FillAsync("#other", "bob");
        await _alice.ClickAsync("#idle button");
    }

    private async Task<IPage> LogInAsync(string user)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(_scene.Url);
        await LogInAsync(page, user);
        return page;
    }

    private static async Task LogInAsync(IPage page, string user)
    {
        await page.FillAsync("#name", user);
        await page.ClickAsync("#login button");
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("connected");
    }
}
