using Microsoft.Playwright;

namespace ZimCall.Host.Tests.Support;

/// <summary>Alice's and bob's browsers, logged in at a business server of their own.</summary>
internal sealed class BusinessPages : IAsyncDisposable
{
    private readonly BusinessScene _scene;

    private BusinessPages(BusinessScene scene, IPage alice, IPage bob) => (_scene, Alice, Bob) = (scene, alice, bob);

    public IPage Alice { get; }

    public IPage Bob { get; }

    public static async Task<BusinessPages> OpenAsync(ChromiumFixture chromium, params string[] settings)
    {
        var scene = await BusinessScene.StartAsync(settings);
        try
        {
            return new BusinessPages(scene, await LogInAsync(chromium, scene.Url, "alice"), await LogInAsync(chromium, scene.Url, "bob"));
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    public static async Task LogInAsync(IPage page, string user)
    {
        await page.FillAsync("#name", user);
        await page.ClickAsync("#login button");
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("connected");
    }

    /// <summary>Alice calls bob.</summary>
    public async Task CallAsync()
    {
        await Alice.FillAsync("#other", "bob");
        await Alice.ClickAsync("#idle button");
    }

    public async ValueTask DisposeAsync()
    {
        await Alice.Context.CloseAsync();
        await Bob.Context.CloseAsync();
        await _scene.DisposeAsync();
    }

    private static async Task<IPage> LogInAsync(ChromiumFixture chromium, string url, string user)
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync(url);
        await LogInAsync(page, user);
        return page;
    }
}
