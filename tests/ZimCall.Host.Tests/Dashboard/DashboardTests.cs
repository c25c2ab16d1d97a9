using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests.Dashboard;

/// <summary>The dashboard of the server as a process, in a real browser.</summary>
[Trait("Category", "Process")]
[Trait("Needs", "chromium")]
public sealed partial class DashboardTests(ChromiumFixture chromium) : IClassFixture<ChromiumFixture>, IAsyncLifetime
{
    private OperatedHost _host = null!;

    public async Task InitializeAsync() => _host = await OperatedHost.StartAsync("--dashboard");

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task It_asks_for_the_secret_once()
    {
        var page = await chromium.OpenAsync();
        await page.GotoAsync($"{_host.OperatorUrl}/dashboard");
        page.Url.Should().EndWith("/dashboard/login");
        await page.FillAsync("#secret", "not the secret at all");
        await page.ClickAsync("button");
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("That is not the secret.");
        await page.FillAsync("#secret", OperatedHost.Secret);
        await page.ClickAsync("button");
        await Assertions.Expect(page.Locator("h2").First).ToHaveTextAsync("Live calls");

        var cookie = (await page.Context.CookiesAsync()).Should().ContainSingle().Which;
        cookie.HttpOnly.Should().BeTrue();
        cookie.SameSite.Should().Be(SameSiteAttribute.Strict);
        cookie.Value.Should().NotContain(OperatedHost.Secret);
        await page.GotoAsync($"{_host.OperatorUrl}/dashboard/sessions");
        await Assertions.Expect(page.Locator("h2")).ToContainTextAsync("Sessions of this node");
        await page.GetByText("Log out").ClickAsync();
        await page.GotoAsync($"{_host.OperatorUrl}/dashboard");
        page.Url.Should().EndWith("/dashboard/login");
    }

    [Fact]
    public async Task A_pass_that_is_not_signed_or_comes_from_another_site_is_worth_nothing()
    {
        var page = await LogInAsync();
        var pass = (await page.Context.CookiesAsync()).Single().Value;
        (await StatusAsync(pass)).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(pass, site: "same-origin")).Should().Be(HttpStatusCode.OK);
        (await StatusAsync(pass, site: "same-site")).Should().Be(HttpStatusCode.Unauthorized, "it is another port of this machine");
        (await StatusAsync(pass, site: "cross-site")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync("9" + pass)).Should().Be(HttpStatusCode.Unauthorized, "it would be good for longer");
        (await StatusAsync(pass[..^1])).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync("9999999999.")).Should().Be(HttpStatusCode.Unauthorized);
        (await StatusAsync(OperatedHost.Secret)).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_call_appears_while_it_rings_and_changes_while_it_is_looked_at()
    {
        await using var alice = await TestPhone.LoginAsync(_host.Url, "alice");
        await using var bob = await TestPhone.LoginAsync(_host.Url, "bob");
        var page = await LogInAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No calls.");
        await page.EvaluateAsync("window.loadedOnce = true");

        var call = await alice.Zim.CallInviteAsync(["bob"], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced });
        await bob.SeesAsync($"received {call.callID}");
        var row = page.Locator("tbody tr");
        await Assertions.Expect(row).ToContainTextAsync(call.callID);
        await Assertions.Expect(row).ToContainTextAsync("ringing");
        (await page.EvaluateAsync<bool>("window.loadedOnce === true")).Should().BeTrue("it was not loaded again");

        await page.GetByText(call.callID).ClickAsync();
        await page.EvaluateAsync("window.loadedOnce = true");
        await Assertions.Expect(page.Locator("h2")).ToContainTextAsync("ringing");
        await Assertions.Expect(page.Locator("svg.sequence .create")).ToContainTextAsync("invites");
        await bob.Zim.CallAcceptAsync(call.callID);
        await Assertions.Expect(page.Locator("h2")).ToContainTextAsync("answered");
        await Assertions.Expect(page.Locator("svg.sequence .accept")).ToContainTextAsync("accepts");
        await alice.Zim.CallEndAsync(call.callID);
        await Assertions.Expect(page.Locator("h2")).ToContainTextAsync("ended");
        await Assertions.Expect(page.Locator("svg.sequence .end").First).ToContainTextAsync("ended by alice");
        (await page.EvaluateAsync<bool>("window.loadedOnce === true")).Should().BeTrue();
    }

    [Fact]
    public async Task Users_and_calls_are_found()
    {
        await using var alice = await TestPhone.LoginAsync(_host.Url, "alice");
        await using var bob = await TestPhone.LoginAsync(_host.Url, "bob");
        var call = await alice.Zim.CallInviteAsync(["bob"]);
        var page = await LogInAsync();
        await SearchAsync(page, "bob");
        await Assertions.Expect(page.Locator("tbody").First).ToContainTextAsync(call.callID);
        await Assertions.Expect(page.Locator("tbody").Last).ToContainTextAsync("connected");
        await SearchAsync(page, call.callID);
        await Assertions.Expect(page.Locator("h2")).ToContainTextAsync($"Call {call.callID}");
        await SearchAsync(page, "nobody at all");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("No calls.");
        await page.GotoAsync($"{_host.OperatorUrl}/dashboard/sessions?q=ALI");
        await Assertions.Expect(page.Locator("tbody tr")).ToContainTextAsync("alice");
    }

    [Fact]
    public async Task What_hostile_users_write_is_text_and_nothing_else()
    {
        const string script = "<svg><script>pwned=1";
        const string bold = "<b>=&lt;x";
        const string data = "\"'><script>window.pwned=1</script><img src=x onerror=\"window.pwned=1\">\u202Eevil\u2066</svg></code>";
        await using var mallory = await TestPhone.LoginAsync(_host.Url, script);
        await using var bob = await TestPhone.LoginAsync(_host.Url, bold);
        var page = await LogInAsync();
        List<string> told = [];
        page.Console += (_, message) => told.Add(message.Text);
        var call = await mallory.Zim.CallInviteAsync([bold], new ZIMCallInviteConfig { mode = ZIMCallInvitationMode.Advanced, extendedData = data });
        await bob.SeesAsync($"received {call.callID}");
        await bob.Zim.CallAcceptAsync(call.callID, new ZIMCallAcceptConfig { extendedData = data });

        string[] paths = ["", "/sessions", $"/call?id={call.callID}", $"/search?q={Uri.EscapeDataString(script)}", $"/search?q={Uri.EscapeDataString(data)}", $"/sessions?q={Uri.EscapeDataString(data)}", $"/call?id={Uri.EscapeDataString(data)}"];
        foreach (var path in paths)
        {
            await page.GotoAsync($"{_host.OperatorUrl}/dashboard{path}");
            await IsHarmlessAsync(page, path);

            // And as it is after it was brought up to date by the script.
            await page.WaitForResponseAsync(static response => response.Url.Contains("part=live"));
            await IsHarmlessAsync(page, path);
        }

        await page.GotoAsync($"{_host.OperatorUrl}/dashboard/call?id={call.callID}");
        var text = await page.Locator("main").InnerTextAsync();
        text.Should().Contain(script).And.Contain(bold).And.Contain("<img src=x onerror=").And.Contain("⟨U+202E⟩evil⟨U+2066⟩");
        told.Should().NotContain(static message => message.Contains("Content Security Policy"), "nothing was there for it to stop");
    }

    [Fact]
    public async Task Scripts_and_styles_come_from_its_own_files_alone()
    {
        var page = await LogInAsync();
        var policy = (await page.ReloadAsync())!.Headers["content-security-policy"];
        policy.Should().Contain("default-src 'none'").And.Contain("script-src 'self'").And.Contain("frame-ancestors 'none'").And.NotContain("unsafe");
        await page.EvaluateAsync("document.body.appendChild(Object.assign(document.createElement('script'), { textContent: 'window.pwned = 1' }))");
        (await page.EvaluateAsync<bool>("'pwned' in window")).Should().BeFalse();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task It_can_be_read_in_light_and_in_dark(ColorScheme colors)
    {
        await using var scene = await CallScene.PlayAsync(_host.Url);
        var page = await LogInAsync(colors);
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(3);
        (await BrightnessAsync(page, "background-color") > 128).Should().Be(colors == ColorScheme.Light);
        (await BrightnessAsync(page, "color") > 128).Should().Be(colors == ColorScheme.Dark);
        await scene.GoOnAsync();

        // It has been here for some seconds, each of which it has noted.
        await Assertions.Expect(page.Locator(".chart .line").First)
            .ToHaveAttributeAsync("d", SixSeconds(), new LocatorAssertionsToHaveAttributeOptions { Timeout = 30_000 });
        await TakePictureAsync(page, "overview", colors);
        await page.GotoAsync($"{_host.OperatorUrl}/dashboard/call?id={scene.CallID}");
        await Assertions.Expect(page.Locator("svg.sequence .reject")).ToContainTextAsync("rejects");
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue("only pictures and tables may be wider than the page");
        await TakePictureAsync(page, "call", colors);
    }

    [GeneratedRegex("(L[^L]+){5}")]
    private static partial Regex SixSeconds();

    /// <summary>Into docs/images, when they are to be taken anew.</summary>
    private static async Task TakePictureAsync(IPage page, string name, ColorScheme colors)
    {
        if (Environment.GetEnvironmentVariable("ZIMCALL_SCREENSHOTS") is { Length: > 0 })
        {
            await page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Repository.PathOf("docs", "images", $"dashboard-{name}-{colors.ToString().ToLowerInvariant()}.png"),
                FullPage = true,
            });
        }
    }

    private static Task<double> BrightnessAsync(IPage page, string property) => page.EvaluateAsync<double>(
        "property => getComputedStyle(document.body).getPropertyValue(property).match(/[0-9.]+/g).slice(0, 3).reduce((sum, value) => sum + Number(value), 0) / 3", property);

    private static async Task IsHarmlessAsync(IPage page, string path)
    {
        (await page.EvaluateAsync<bool>("'pwned' in window")).Should().BeFalse(path);
        (await page.Locator("main script, main img, main b, main svg svg, body > :not(header, p, main, script)").CountAsync()).Should().Be(0, path);
        (await page.InnerTextAsync("body") + await page.TitleAsync()).Should().NotContain("\u202E").And.NotContain("\u2066");
    }

    private static async Task SearchAsync(IPage page, string text)
    {
        await page.FillAsync(".search input", text);
        await page.PressAsync(".search input", "Enter");
    }

    private async Task<IPage> LogInAsync(ColorScheme colors = ColorScheme.Light)
    {
        var page = await chromium.OpenAsync(colors);
        await page.GotoAsync($"{_host.OperatorUrl}/dashboard/login");
        await page.FillAsync("#secret", OperatedHost.Secret);
        await page.ClickAsync("button");
        await page.WaitForURLAsync($"{_host.OperatorUrl}/dashboard");
        return page;
    }

    private async Task<HttpStatusCode> StatusAsync(string pass, string? site = null)
    {
        using HttpClient http = new(new SocketsHttpHandler { UseCookies = false });
        using HttpRequestMessage request = new(HttpMethod.Get, $"{_host.OperatorUrl}/metrics");
        request.Headers.Add("Cookie", $"zimcall-operator={pass}");
        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        return (await http.SendAsync(request)).StatusCode;
    }
}
