namespace ZimCall;

/// <summary>How an operation came out: <see cref="ZIMErrorCode.Success"/>, or what refused it and why.</summary>
public sealed class ZIMError
{
    /// <summary>The code. Default <see cref="ZIMErrorCode.Success"/>.</summary>
    public ZIMErrorCode code;

    /// <summary>
    /// For people: the rule that refused and the state that was found, for example <c>CallAccept refused: member "bob" is
    /// Timeout (R-ACC-2)</c>. "" on success. Its wording may change; decide by <see cref="code"/>.
    /// </summary>
    public string message = "";

    /// <summary>The code's number and name and the message.</summary>
    /// <returns>For example <c>6000276 MessageModuleCallDoesNotExist: …</c>.</returns>
    public override string ToString() => message.Length == 0 ? $"{(int)code} {code}" : $"{(int)code} {code}: {message}";
}
