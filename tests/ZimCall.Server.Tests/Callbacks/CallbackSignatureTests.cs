using System.Text;
using System.Text.Json;
using ZimCall.Server.Tests.Store;

namespace ZimCall.Server.Tests.Callbacks;

/// <summary>How callbacks are signed.</summary>
public sealed class CallbackSignatureTests
{
    private static readonly OutgoingCallback Callback =
        new("id", 1234567890, "c1", "call_accept", "{\"call_id\":\"c1\",\"user_id\":\"bob\"}"u8.ToArray(), Make.Start);

    [Fact]
    public void The_signature_is_the_one_of_ZIMs_example() =>
        CallbackSignature.Compute("secret", 1470820198, "123412").Should().Be("5bd59fd62953a8059fb7eaba95720f66d19e4517");

    /// <summary>Upper case comes before lower case, and digits before both, whatever the language of the machine.</summary>
    [Fact]
    public void The_three_are_sorted_by_their_bytes() =>
        //// printf '%s' '1470820198' 'Zsecret' 'anonce' | sha1sum
        CallbackSignature.Compute("Zsecret", 1470820198, "anonce").Should().Be("9d07925e931e225c776516acd7b93494c3177b4f");

    [Fact]
    public void The_body_is_signed_by_HMAC_SHA256() =>
        //// printf '%s' '{"a":1}' | openssl dgst -sha256 -hmac callback-secret
        CallbackSignature.OfBody("callback-secret", "{\"a\":1}"u8).Should().Be("sha256=ea4c1a467214695cedf7ea96cebc727268f88e4e868292c8e8ff387ca0a77015");

    [Fact]
    public void The_body_has_the_common_fields_first_and_then_the_events_own()
    {
        var body = Encoding.UTF8.GetString(CallbackBody.Sign(Callback, "secret", "123412", 1470820198));
        body.Should().Be("{\"appid\":\"1234567890\",\"event\":\"call_accept\",\"nonce\":\"123412\",\"timestamp\":1470820198,"
            + "\"signature\":\"5bd59fd62953a8059fb7eaba95720f66d19e4517\",\"call_id\":\"c1\",\"user_id\":\"bob\"}");
        JsonElement.Parse(body).GetProperty("user_id").GetString().Should().Be("bob");
    }
}
