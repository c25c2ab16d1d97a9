using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ZimCall.Extensions.Tests.Support;

namespace ZimCall.Extensions.Tests;

public class HealthCheckTests
{
    [Fact]
    public async Task It_is_healthy_while_the_user_is_logged_in()
    {
        await using var app = new TestApp(Add);
        await app.StartAsync();

        var check = await app.CheckAsync();

        (check.Status, check.Description).Should().Be((HealthStatus.Healthy, "Logged in"));
        check.Data.Should().Equal(new Dictionary<string, object> { ["state"] = "Connected" });
    }

    [Fact]
    public async Task It_is_degraded_while_the_connection_is_made_again()
    {
        await using var app = new TestApp(Add);
        await app.StartAsync();
        app.Backend.Drop(app.Zim);
        app.Backend.BreakConnection(app.Zim);
        await app.Backend.SettleAsync();

        (await app.CheckAsync()).Status.Should().Be(HealthStatus.Degraded);
        await app.Backend.ResumeAsync(app.Zim);
        (await app.CheckAsync()).Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task It_is_unhealthy_and_says_why_while_the_user_cannot_be_logged_in()
    {
        await using var app = new TestApp(Add);
        app.Backend.Drop(app.Zim);
        await app.StartAsync();
        (await app.CheckAsync()).Should().Match<HealthReportEntry>(static it => it.Status == HealthStatus.Unhealthy && it.Description == "Logging in");

        await app.AdvanceAsync(11);
        (await app.CheckAsync()).Should().Match<HealthReportEntry>(
            static it => it.Status == HealthStatus.Unhealthy && it.Description == "The login failed: NetworkModuleNetworkError");
    }

    [Fact]
    public async Task What_it_reports_then_can_be_set()
    {
        await using var app = new TestApp(static services =>
        {
            services.AddZim(TestApp.Configure);
            services.AddHealthChecks().AddZim("calls", HealthStatus.Degraded, ["ready"]);
        });
        await app.StartAsync();

        var check = await app.CheckAsync("calls");

        (check.Status, check.Description).Should().Be((HealthStatus.Degraded, "Not logged in"));
        check.Tags.Should().Equal("ready");
    }

    [Fact]
    public async Task Each_key_has_a_check_of_its_own()
    {
        await using var app = new TestApp(static services =>
        {
            services.AddKeyedZim("support", TestApp.Configure).LoginAs("bob");
            services.AddKeyedZim("sales", TestApp.Configure);
            services.AddHealthChecks().AddKeyedZim("support").AddKeyedZim("sales");
        });
        await app.StartAsync();

        (await app.CheckAsync("zim-support")).Status.Should().Be(HealthStatus.Healthy);
        (await app.CheckAsync("zim-sales")).Status.Should().Be(HealthStatus.Unhealthy);
    }

    private static void Add(IServiceCollection services)
    {
        services.AddZim(TestApp.Configure).LoginAs("kiosk-7");
        services.AddHealthChecks().AddZim();
    }
}
