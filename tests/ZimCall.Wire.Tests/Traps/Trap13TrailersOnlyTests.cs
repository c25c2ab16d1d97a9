using ZimCall.Wire.Tests.Support;

namespace ZimCall.Wire.Tests.Traps;

/// <summary>Trap 13: an answer of trailers only is one HEADERS frame: the status has to be set as a response header.</summary>
public sealed class Trap13TrailersOnlyTests
{
    [Theory]
    [InlineData("/no.Such/Method", null, "12")]
    [InlineData("/zimcall.wire.tests.Echo/Duplex", "never", "13")]
    public async Task What_is_refused_before_the_handler_runs_is_answered_in_the_headers(
        string path, string? timeout, string status)
    {
        await using KestrelHost host = await KestrelHost.StartAsync(Echo.HandleAsync);
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using HttpRequestMessage request = RawRequest.Create(new Uri(host.Address, path), new ByteArrayContent([]));
        if (timeout is not null)
        {
            request.Headers.Add("grpc-timeout", timeout);
        }

        using HttpResponseMessage response = await client.SendAsync(request, CancellationToken.None).Within();
        response.Headers.GetValues("grpc-status").Should().Equal(status);
        response.Headers.GetValues("grpc-message").Should().ContainSingle();
        (await response.Content.ReadAsByteArrayAsync().Within()).Should().BeEmpty();
        response.TrailingHeaders.Should().BeEmpty();
    }
}
