using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

/// <summary>R-ID and the other limits, at their boundaries.</summary>
public class LimitsTests
{
    private const string AllowedPunctuation = "!#$%&()+-:;<=.>?@[]^_{}|~";

    [Fact]
    public void Each_character_a_userID_may_have()
    {
        for (var code = 0; code <= 0x24F; code++)
        {
            var character = (char)code;
            var allowed = char.IsAsciiLetterOrDigit(character) || AllowedPunctuation.Contains(character, StringComparison.Ordinal);
            Limits.IsUserId($"a{character}").Should().Be(allowed, "character U+{0:X4}", code);
        }

        Limits.IsUserId("名").Should().BeFalse();
        Limits.IsUserId("😀").Should().BeFalse();
    }

    [Fact]
    public void How_long_a_userID_may_be()
    {
        Limits.IsUserId(null).Should().BeFalse();
        Limits.IsUserId("").Should().BeFalse();
        Limits.IsUserId("a").Should().BeTrue();
        Limits.IsUserId(new string('a', 32)).Should().BeTrue();
        Limits.IsUserId(new string('a', 33)).Should().BeFalse();
    }

    [Theory]
    [InlineData("x", 2048)]
    [InlineData("é", 1024)]
    [InlineData("名", 682)]
    [InlineData("😀", 512)]
    public void ExtendedData_has_at_most_2048_bytes_however_it_is_written(string character, int count)
    {
        var longest = string.Concat(Enumerable.Repeat(character, count));
        Limits.IsExtendedData(longest).Should().BeTrue();
        Limits.IsExtendedData(longest + character).Should().BeFalse();
    }

    [Fact]
    public void ExtendedData_is_counted_in_bytes_to_the_last_one()
    {
        var bytes2046 = new string('名', 682);
        Limits.IsExtendedData(bytes2046 + "xx").Should().BeTrue("2,048 bytes");
        Limits.IsExtendedData(bytes2046 + "xxx").Should().BeFalse("2,049 bytes");
        Limits.IsExtendedData("").Should().BeTrue();
        Limits.IsExtendedData(null).Should().BeTrue();
    }

    [Fact]
    public void CallIDs()
    {
        Limits.IsCallId(null).Should().BeFalse();
        Limits.IsCallId("").Should().BeFalse();
        Limits.IsCallId("18446744073709551615").Should().BeTrue();
        Limits.IsCallId(new string('9', 64)).Should().BeTrue();
        Limits.IsCallId(new string('9', 65)).Should().BeFalse();
        Limits.IsCallId("1 2").Should().BeFalse();
        Limits.IsCallId("1\n").Should().BeFalse();
    }

    [Fact]
    public void UserNames_and_appSigns()
    {
        Limits.IsUserName(new string('é', 128)).Should().BeTrue();
        Limits.IsUserName(new string('é', 128) + "x").Should().BeFalse();
        Limits.IsAppSign(new string('f', 64)).Should().BeTrue();
        Limits.IsAppSign(new string('F', 64)).Should().BeTrue();
        Limits.IsAppSign(new string('f', 63)).Should().BeFalse();
        Limits.IsAppSign(new string('g', 64)).Should().BeFalse();
        Limits.IsAppSign(null).Should().BeFalse();
    }

    public static TheoryData<string> Operations() =>
        ["Invite", "Cancel", "Accept", "Reject", "InviteMore", "Join", "Quit", "End"];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Every_operation_checks_what_it_carries_before_it_looks_at_states(string name)
    {
        // An operator that no state would allow: the arguments are looked at first.
        var command = Command(name);
        var existing = name == "Invite" ? null : Snapshot.With(CallMode.General);
        var rules = new CallRules(CallPolicy.Default);
        int Code(CallCommand tried) => rules.Decide(existing, tried with { UserId = "zoe" }, CallScript.Start).Refusal?.Code ?? 0;

        Code(command with { ExtendedData = new string('x', 2049) }).Should().Be(Codes.ParamInvalid);
        Code(command with { ExtendedData = new string('x', 2048) }).Should().NotBe(Codes.ParamInvalid);
        Code(command with { Push = new PushContent { ResourcesId = new string('x', 33) } }).Should().Be(Codes.ParamInvalid);
        Code(command with { Push = new PushContent { ResourcesId = new string('x', 32) } }).Should().NotBe(Codes.ParamInvalid);
    }

    [Theory]
    [InlineData("Invite")]
    [InlineData("Cancel")]
    [InlineData("InviteMore")]
    public void Every_operation_that_names_users_checks_the_names(string name)
    {
        var rules = new CallRules(CallPolicy.Default);
        var existing = name == "Invite" ? null : Snapshot.With(CallMode.Advanced);
        foreach (var malformed in new[] { "", "a b", new string('x', 33), "名" })
        {
            rules.Decide(existing, Command(name, "dave", malformed) with { UserId = "alice" }, CallScript.Start)
                .Refusal!.Code.Should().Be(Codes.ParamInvalid, "\"{0}\" cannot be a userID", malformed);
        }
    }

    [Fact]
    public void A_malformed_callID_is_refused()
    {
        foreach (var callId in new[] { "", null!, "a b", new string('9', 65) })
        {
            var invite = new CallCommand.Invite { UserId = "alice", CallId = callId, Invitees = ["bob"] };
            new CallRules(CallPolicy.Default).Decide(null, invite, 0).Refusal!.Code.Should().Be(Codes.ParamInvalid);
        }
    }

    private static CallCommand Command(string name, params string[] names) => name switch
    {
        "Invite" => new CallCommand.Invite { CallId = "1", Invitees = names.Length == 0 ? ["bob"] : [.. names] },
        "Cancel" => new CallCommand.Cancel([.. names]),
        "Accept" => new CallCommand.Accept(),
        "Reject" => new CallCommand.Reject(),
        "InviteMore" => new CallCommand.InviteMore(names.Length == 0 ? ["erin"] : [.. names]),
        "Join" => new CallCommand.Join(),
        "Quit" => new CallCommand.Quit(),
        _ => new CallCommand.End(),
    };
}
