using System.Net;
using FluentAssertions.Execution;
using ZimCall.Host.Tests.Support;

namespace ZimCall.Host.Tests;

/// <summary>The operator's address of the server as a process: who gets what there, and who gets it elsewhere.</summary>
[Trait("Category", "Process")]
public sealed class OperatorTests : IAsyncLifetime
{
    private OperatedHost _host = null!;

    public async Task InitializeAsync() => _host = await OperatedHost.StartAsync("--api-urls", "http://127.0.0.1:0");

    public Task DisposeAsync() => _host.DisposeAsync().AsTask();

    [Fact]
    public async Task Health_is_open_to_anybody()
    {
        (await GetAsync("/healthz", null)).Should().Be((HttpStatusCode.OK, "healthy\n"));
        (await GetAsync("/readyz", null)).Should().Be((HttpStatusCode.OK, "ready\n"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer wrong-secret-of-the-operator")]
    [InlineData("Bearer " + OperatedHost.Secret + "x")]
    [InlineData("Basic " + OperatedHost.Secret)]
    [InlineData(OperatedHost.Secret)]
    public async Task Everything_else_needs_the_secret(string? authorization)
    {
        foreach (var path in new[] { "/", "/metrics", "/nowhere" })
        {
            (await GetAsync(path, authorization)).Status.Should().Be(HttpStatusCode.Unauthorized, path);
        }
    }

    [Fact]
    public async Task With_the_secret_nothing_of_what_others_are_served_is_there()
    {
        using var _ = new AssertionScope();
        foreach (var path in new[] { "/?Action=QueryCall&AppId=1&CallId=1", "/zimcall.v1.Signaling/Connect", "/zimcall.cluster.v1.Nodes/Connect" })
        {
            (await GetAsync(path, $"Bearer {OperatedHost.Secret}")).Status.Should().Be(HttpStatusCode.NotFound, path);
        }
    }

    [Fact]
    public async Task Others_are_served_nothing_of_it()
    {
        (await _host.SendAsync(HttpMethod.Get, new Uri($"{_host.ApiUrl}/metrics"), $"Bearer {OperatedHost.Secret}")).Status.Should().Be(HttpStatusCode.NotFound);
        (await _host.SendAsync(HttpMethod.Get, new Uri($"{_host.ApiUrl}/readyz"), null)).Should().Be((HttpStatusCode.OK, "ready\n"));
    }

    [Fact]
    public async Task Whoever_asks_without_the_secret_is_logged_and_not_what_was_sent()
    {
        await GetAsync("/metrics", "Bearer a-wrong-secret-of-mine");
        await _host.Process.LineAsync("asked by 127.0.0.1 without the secret");
        _host.Process.Output.Should().NotContain("a-wrong-secret-of-mine").And.NotContain(OperatedHost.Secret);
    }

    private Task<(HttpStatusCode Status, string Body)> GetAsync(string path, string? authorization) =>
        _host.SendAsync(HttpMethod.Get, new Uri(_host.OperatorUrl + path), authorization);
}
