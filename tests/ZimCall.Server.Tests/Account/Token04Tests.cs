using ZimCall.Testing;

namespace ZimCall.Server.Tests.Account;

/// <summary>R-LOG-4: what a good token is worth, and how long.</summary>
public class Token04Tests
{
    private static readonly VirtualTime Time = new(DateTimeOffset.FromUnixTimeSeconds(TokenMaker.Now));

    [Fact]
    public void A_token_is_valid_until_its_last_second()
    {
        var token = Generate(TimeSpan.FromMinutes(1));
        TokenMaker.Verify(token).Should().Be(new TokenCheck(TokenVerdict.Valid, TokenMaker.Now + 60));
        TokenMaker.Verify(token, now: TokenMaker.Now + 59).Verdict.Should().Be(TokenVerdict.Valid);
        TokenMaker.Verify(token, now: TokenMaker.Now + 60).Should().Be(new TokenCheck(TokenVerdict.Expired, TokenMaker.Now + 60));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"room_id\":\"r1\"}")]
    [InlineData("\" \\ \u0001 überall 通话 🎉")]
    public void Whatever_the_payload_is(string payload) =>
        TokenMaker.Verify(Token04.Generate(1, "alice", TokenMaker.Secret, TimeSpan.FromHours(1), payload, Time))
            .Verdict.Should().Be(TokenVerdict.Valid);

    [Fact]
    public void Whoever_the_user_is()
    {
        const string user = "!#$%&()+-:;<=.>?@[]^_{}|~azAZ019";
        var token = Token04.Generate(uint.MaxValue, user, TokenMaker.Secret, TimeSpan.FromHours(1), time: Time);
        TokenMaker.Verify(token, uint.MaxValue, user).Verdict.Should().Be(TokenVerdict.Valid);
    }

    [Fact]
    public void No_two_tokens_are_alike() =>
        Enumerable.Range(0, 20).Select(static _ => Generate(TimeSpan.FromHours(1))).Distinct().Should().HaveCount(20);

    [Fact]
    public void A_token_of_another_app_is_invalid() => TokenMaker.Verify(Generate(), appId: 2).Should().Be(TokenCheck.Invalid);

    [Fact]
    public void A_token_of_another_user_is_invalid()
    {
        TokenMaker.Verify(Generate(), user: "bob").Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(Generate(), user: "Alice").Should().Be(TokenCheck.Invalid);
        TokenMaker.Verify(Generate(), user: "alice ").Should().Be(TokenCheck.Invalid);
    }

    [Fact]
    public void A_token_made_with_another_secret_is_invalid() =>
        TokenMaker.Verify(Generate(), secret: TokenMaker.OtherSecret).Should().Be(TokenCheck.Invalid);

    [Theory]
    [InlineData("03")]
    [InlineData("05")]
    [InlineData("00")]
    [InlineData("14")]
    [InlineData("99")]
    public void Another_version_is_named_as_such(string version) =>
        TokenMaker.Verify(string.Concat(version, Generate().AsSpan(2))).Verdict.Should().Be(TokenVerdict.WrongVersion);

    [Fact]
    public void A_foreign_token_that_is_also_expired_is_only_invalid() =>
        TokenMaker.Verify(Generate(), user: "bob", now: TokenMaker.Now + 999_999).Should().Be(TokenCheck.Invalid);

    [Fact]
    public void The_longest_payload_that_fits_is_verified_and_a_longer_one_is_not_made()
    {
        var token = Token04.Generate(1, "alice", TokenMaker.Secret, TimeSpan.FromHours(1), new string('x', 5_900), Time);
        TokenMaker.Verify(token).Verdict.Should().Be(TokenVerdict.Valid);
        var tooLong = () => Token04.Generate(1, "alice", TokenMaker.Secret, TimeSpan.FromHours(1), new string('x', 6_200), Time);
        tooLong.Should().Throw<ArgumentException>().WithParameterName("payload");
        var farTooLong = () => Token04.Generate(1, "alice", TokenMaker.Secret, TimeSpan.FromHours(1), new string('x', 70_000), Time);
        farTooLong.Should().Throw<ArgumentException>().WithParameterName("payload");
    }

    [Fact]
    public void A_token_is_not_made_from_wrong_arguments()
    {
        FluentActions.Invoking(() => Token04.Generate(0, "alice", TokenMaker.Secret, TimeSpan.FromHours(1))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Token04.Generate(1, "", TokenMaker.Secret, TimeSpan.FromHours(1))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Token04.Generate(1, "alice", TokenMaker.Secret, TimeSpan.FromMilliseconds(999))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Token04.Generate(1, "alice", "too short", TimeSpan.FromHours(1))).Should().Throw<ArgumentException>();
    }

    private static string Generate(TimeSpan? lifetime = null) =>
        Token04.Generate(1, "alice", TokenMaker.Secret, lifetime ?? TimeSpan.FromHours(1), time: Time);
}
