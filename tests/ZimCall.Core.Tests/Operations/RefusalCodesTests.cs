using ZimCall.Core.Tests.Fixture;

namespace ZimCall.Core.Tests.Operations;

public class RefusalCodesTests
{
    [Theory]
    [InlineData(RefusalReason.ParamInvalid, Codes.ParamInvalid)]
    [InlineData(RefusalReason.WrongState, Codes.CallError)]
    [InlineData(RefusalReason.AlreadyAnswered, Codes.CancelCallError)]
    [InlineData(RefusalReason.TooManyMembers, Codes.CallServerError)]
    [InlineData(RefusalReason.IsNotInviter, Codes.IsNotInvitor)]
    [InlineData(RefusalReason.IsNotInvitee, Codes.IsNotInvitee)]
    [InlineData(RefusalReason.CallAlreadyExists, Codes.CallAlreadyExists)]
    [InlineData(RefusalReason.CallDoesNotExist, Codes.CallDoesNotExist)]
    [InlineData(RefusalReason.InviteesUnknown, Codes.CallInviteUserDoesNotExist)]
    [InlineData(RefusalReason.AlreadyInTheCall, Codes.UserAlreadyInTheCall)]
    [InlineData(RefusalReason.NotAdvanced, Codes.NotAdvancedMode)]
    public void Each_reason_has_its_public_code(RefusalReason reason, int code) => RefusalCodes.Of(reason).Should().Be(code);

    [Fact]
    public void No_reason_is_without_one() =>
        Enum.GetValues<RefusalReason>().Select(RefusalCodes.Of).Should().OnlyHaveUniqueItems();
}
