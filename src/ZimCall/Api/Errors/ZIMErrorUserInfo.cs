namespace ZimCall;

/// <summary>A user that an invitation left out, and why.</summary>
public sealed class ZIMErrorUserInfo
{
    /// <summary>The user.</summary>
    public string userID = "";

    /// <summary>
    /// The number of a <see cref="ZIMErrorCode"/>: <see cref="ZIMErrorCode.CommonModuleUserIsNotExist"/> for a user that was never registered
    /// (R-INV-5), <see cref="ZIMErrorCode.MessageModuleUserAlreadyInTheCall"/> for one that is ringing or in the call already (R-CIN-2).
    /// </summary>
    public uint reason;
}
