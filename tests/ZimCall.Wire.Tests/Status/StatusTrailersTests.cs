using System.Net;

namespace ZimCall.Wire.Tests.Status;

public sealed class StatusTrailersTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("all is well", "all is well")]
    [InlineData("100%", "100%25")]
    [InlineData("schön", "sch%C3%B6n")]
    [InlineData("通话", "%E9%80%9A%E8%AF%9D")]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("two\r\nlines", "two%0D%0Alines")]
    [InlineData("~ }", "~ }")]
    public void A_message_is_percent_encoded_and_comes_back(string message, string encoded)
    {
        StatusTrailers.EncodeMessage(message).Should().Be(encoded);
        StatusTrailers.DecodeMessage(encoded).Should().Be(message);
    }

    [Theory]
    [InlineData("50% off", "50% off")]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("%+1", "%+1")]
    [InlineData("%c3%b6", "ö")]
    [InlineData("a%41%", "aA%")]
    public void What_is_no_valid_escape_is_kept(string value, string message) =>
        StatusTrailers.DecodeMessage(value).Should().Be(message);

    [Theory]
    [InlineData("0", RpcStatusCode.Ok)]
    [InlineData("16", RpcStatusCode.Unauthenticated)]
    [InlineData("17", RpcStatusCode.Unknown)]
    [InlineData("-1", RpcStatusCode.Unknown)]
    [InlineData("+1", RpcStatusCode.Unknown)]
    [InlineData(" 1", RpcStatusCode.Unknown)]
    [InlineData("", RpcStatusCode.Unknown)]
    [InlineData("99999999999", RpcStatusCode.Unknown)]
    [InlineData("OK", RpcStatusCode.Unknown)]
    public void A_code_is_read(string value, RpcStatusCode code) => StatusTrailers.ParseCode(value).Should().Be(code);

    [Fact]
    public void Each_code_comes_back_from_its_number()
    {
        foreach (RpcStatusCode code in Enum.GetValues<RpcStatusCode>())
        {
            StatusTrailers.ParseCode(StatusTrailers.FormatCode(code)).Should().Be(code);
        }
    }

    [Theory]
    [InlineData(400, RpcStatusCode.Internal)]
    [InlineData(401, RpcStatusCode.Unauthenticated)]
    [InlineData(403, RpcStatusCode.PermissionDenied)]
    [InlineData(404, RpcStatusCode.Unimplemented)]
    [InlineData(429, RpcStatusCode.Unavailable)]
    [InlineData(502, RpcStatusCode.Unavailable)]
    [InlineData(503, RpcStatusCode.Unavailable)]
    [InlineData(504, RpcStatusCode.Unavailable)]
    [InlineData(500, RpcStatusCode.Unknown)]
    [InlineData(200, RpcStatusCode.Unknown)]
    public void An_http_status_stands_in_for_a_missing_code(int status, RpcStatusCode code) =>
        StatusTrailers.FromHttpStatus((HttpStatusCode)status).Should().Be(code);
}
