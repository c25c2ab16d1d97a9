using System.Text;

namespace ZimCall.Server.Tests.Account;

/// <summary>R-LOG-4: a forger learns "invalid" and nothing else, and nothing makes the check fail with an exception.</summary>
public class Token04ForgeryTests
{
    private static readonly string Payload = new('p', 64);

    /// <summary>A payload of several blocks: what CBC lets somebody garble without breaking the padding.</summary>
    private static readonly string Good = TokenMaker.Make(
        TokenMaker.Claims().Replace("\"payload\":\"\"", $"\"payload\":\"{Payload}\"", StringComparison.Ordinal));

    [Fact]
    public void The_token_that_is_forged_here_is_good() => TokenMaker.Verify(Good).Verdict.Should().Be(TokenVerdict.Valid);

    [Fact]
    public void Cut_off_at_any_length()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            TokenMaker.Verify(Good[..length]).Should().Be(TokenCheck.Invalid, "it was cut off at {0}", length);
        }
    }

    [Fact]
    public void Cut_off_at_any_byte_and_wrapped_up_well()
    {
        var bytes = Convert.FromBase64String(Good[2..]);
        for (var length = 0; length < bytes.Length; length++)
        {
            TokenMaker.Verify("04" + Convert.ToBase64String(bytes[..length])).Should().Be(TokenCheck.Invalid, "it was cut off at {0}", length);
        }
    }

    [Fact]
    public void Any_one_bit_of_the_bytes_flipped()
    {
        var bytes = Convert.FromBase64String(Good[2..]);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            TokenMaker.Verify("04" + Convert.ToBase64String(bytes)).Should().Be(TokenCheck.Invalid, "bit {0} was flipped", bit);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    /// <summary>Tokens of every length of padding: the last character of base64 has bits that mean nothing.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(32)]
    public void Any_one_bit_of_the_text_flipped(int more)
    {
        var good = TokenMaker.Make(TokenMaker.Claims() + new string(' ', more));
        TokenMaker.Verify(good).Verdict.Should().Be(TokenVerdict.Valid);
        var text = good.ToCharArray();
        for (var bit = 0; bit < text.Length * 8; bit++)
        {
            text[bit / 8] ^= (char)(1 << (bit % 8));
            TokenMaker.Verify(new string(text)).Verdict.Should().BeOneOf(
                [TokenVerdict.Invalid, TokenVerdict.WrongVersion], "bit {0} was flipped", bit);
            text[bit / 8] ^= (char)(1 << (bit % 8));
        }
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\n")]
    [InlineData("\t\r\n ")]
    [InlineData("=")]
    [InlineData("AAAA")]
    public void Something_added(string more)
    {
        TokenMaker.Verify(Good + more).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify("04" + more + Good[2..]).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(Good.Insert(40, more)).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(more + Good).Should().Be(TokenCheck.Invalid);
    }

    [Fact]
    public void The_two_expiries_disagree()
    {
        TokenMaker.Verify(TokenMaker.Make(TokenMaker.Claims(), TokenMaker.Now + 3601)).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(TokenMaker.Make(TokenMaker.Claims(), TokenMaker.Now - 1)).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(TokenMaker.Make(TokenMaker.Claims(expire: TokenMaker.Now - 1))).Should().Be(TokenCheck.Invalid);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1L)]
    [InlineData(0L)]
    public void An_expiry_long_ago(long expiry) =>
        TokenMaker.Verify(TokenMaker.Make(TokenMaker.Claims(expire: expiry), expiry)).Verdict.Should().Be(TokenVerdict.Expired);

    [Fact]
    public void An_expiry_at_the_end_of_time() =>
        TokenMaker.Verify(TokenMaker.Make(TokenMaker.Claims(expire: long.MaxValue), long.MaxValue)).Verdict.Should().Be(TokenVerdict.Valid);

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("no JSON at all")]
    [InlineData("{\"app_id\":1,\"user_id\":\"alice\"}")]
    [InlineData("{\"app_id\":1,\"expire\":1893459600}")]
    [InlineData("{\"user_id\":\"alice\",\"expire\":1893459600}")]
    [InlineData("{\"app_id\":1,\"user_id\":\"alice\",\"expire\":1893459600")]
    [InlineData("{\"app_id\":1,\"user_id\":\"alice\",\"expire\":1893459600}x")]
    [InlineData("{\"app_id\":1,\"user_id\":\"\\uD800\",\"expire\":1893459600}")]
    public void Garbage_well_encrypted(string json) => TokenMaker.Verify(TokenMaker.Make(json)).Should().Be(TokenCheck.Invalid);

    [Fact]
    public void Claims_of_the_wrong_type()
    {
        foreach (var appId in new[] { "\"1\"", "1.5", "-1", "4294967297", "1e400", "null", "true", "[1]", "{}" })
        {
            TokenMaker.Verify(TokenMaker.Make(TokenMaker.Claims(appId))).Should().Be(TokenCheck.Invalid, "app_id was {0}", appId);
        }

        foreach (var user in new[] { "null", "1", "[\"alice\"]", "{\"alice\":1}", "true", "\"\"" })
        {
            TokenMaker.Verify(TokenMaker.Make(TokenMaker.Claims(user: user))).Should().Be(TokenCheck.Invalid, "user_id was {0}", user);
        }

        foreach (var expire in new[] { "\"1893459600\"", "1893459600.5", "1e400", "null", "99999999999999999999" })
        {
            TokenMaker.Verify(TokenMaker.Make(TokenMaker.Claims(expire: expire))).Should().Be(TokenCheck.Invalid, "expire was {0}", expire);
        }
    }

    [Theory]
    [InlineData("\"user_id\":\"bob\"")]
    [InlineData("\"user\\u005fid\":\"bob\"")]
    [InlineData("\"app_id\":1")]
    [InlineData("\"expire\":1893459600")]
    public void A_claim_that_stands_there_twice(string claim)
    {
        var twice = TokenMaker.Claims()[..^1] + $",{claim}}}";
        TokenMaker.Verify(TokenMaker.Make(twice)).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(TokenMaker.Make(twice), user: "bob").Should().Be(TokenCheck.Invalid);
    }

    /// <summary>
    /// Who chooses a payload can turn its last whole block into what they like, at the price of the block before, which becomes noise.
    /// Where the noise is text, and one in some millions is, the token would be another user's: it must not count that user_id.
    /// </summary>
    [Fact]
    public void A_second_user_made_of_the_end_of_a_payload()
    {
        const string wanted = "\",\"user_id\":\"bob";
        var claims = TokenMaker.Claims()[..^2];
        var payload = new string('p', 64 - (Encoding.UTF8.GetByteCount(claims) % 16) + wanted.Length);
        var plain = Encoding.UTF8.GetBytes($"{claims}{payload}\"}}");
        var end = plain.Length - 2;
        (end % 16).Should().Be(0, "the payload ends with a block");

        // With the key the noise can be chosen; a forger would have to try.
        var forged = (byte[])plain.Clone();
        "nnnnnnnnnnnnnnnn"u8.CopyTo(forged.AsSpan(end - 32));
        Encoding.UTF8.GetBytes(wanted).CopyTo(forged, end - 16);
        TokenMaker.Verify(TokenMaker.Make(plain)).Verdict.Should().Be(TokenVerdict.Valid);
        TokenMaker.Verify(TokenMaker.Make(forged), user: "bob").Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(TokenMaker.Make(forged)).Should().Be(TokenCheck.Invalid);
    }

    [Fact]
    public void Deeply_nested_claims() =>
        TokenMaker.Verify(TokenMaker.Make(new string('[', 2000) + new string(']', 2000))).Should().Be(TokenCheck.Invalid);

    [Fact]
    public void Bytes_that_are_no_text_anywhere_in_the_claims()
    {
        byte[] before = Encoding.UTF8.GetBytes(TokenMaker.Claims()[..^2]);
        TokenMaker.Verify(TokenMaker.Make([.. before, .. "\"}"u8])).Verdict.Should().Be(TokenVerdict.Valid);
        foreach (byte[] bad in new byte[][] { [0xFF], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80] })
        {
            TokenMaker.Verify(TokenMaker.Make([.. before, .. bad, .. "\"}"u8])).Should().Be(TokenCheck.Invalid);
            TokenMaker.Verify(TokenMaker.Make([.. "{\"user_id\":\""u8, .. bad, .. "\"}"u8])).Should().Be(TokenCheck.Invalid);
        }
    }

    [Fact]
    public void Lengths_that_lie()
    {
        var iv = new byte[16];
        var ciphertext = TokenMaker.Encrypt(Encoding.UTF8.GetBytes(TokenMaker.Claims()), TokenMaker.Secret);
        const long expiry = TokenMaker.Now + 3600;
        TokenMaker.Verify(TokenMaker.Assemble(expiry, 16, iv, ciphertext)).Verdict.Should().Be(TokenVerdict.Valid);
        foreach (short length in new short[] { short.MinValue, -1, 0, 12, 15, 17, 32, short.MaxValue })
        {
            TokenMaker.Verify(TokenMaker.Assemble(expiry, length, iv, ciphertext)).Should().Be(TokenCheck.Invalid);
            TokenMaker.Verify(TokenMaker.Assemble(expiry, 16, iv, ciphertext, length)).Should().Be(TokenCheck.Invalid);
        }

        TokenMaker.Verify(TokenMaker.Assemble(expiry, 16, iv, [])).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(TokenMaker.Assemble(expiry, 16, iv, ciphertext[..^16])).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(TokenMaker.Assemble(expiry, 15, new byte[15], ciphertext)).Should().Be(TokenCheck.Invalid);
    }

    [Theory]
    [InlineData(8 * 1024)]
    [InlineData(1024 * 1024)]
    public void Huge(int length)
    {
        TokenMaker.Verify("04" + new string('A', length)).Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(new string('4', length)).Verdict.Should().Be(TokenVerdict.WrongVersion);
        TokenMaker.Verify(new string('x', length)).Should().Be(TokenCheck.Invalid);
    }

    [Fact]
    public void Random_bytes()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = new byte[random.Next(0, 200)];
            random.NextBytes(bytes);
            TokenMaker.Verify("04" + Convert.ToBase64String(bytes)).Should().Be(TokenCheck.Invalid);
            TokenMaker.Verify("04" + Encoding.Latin1.GetString(bytes)).Should().Be(TokenCheck.Invalid);
        }
    }
}
