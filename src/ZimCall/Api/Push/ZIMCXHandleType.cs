namespace ZimCall;

/// <summary>What kind of text names the other party of a call on an iPhone.</summary>
public enum ZIMCXHandleType
{
    /// <summary>Any text.</summary>
    Generic = 1,

    /// <summary>A phone number.</summary>
    PhoneNumber = 2,

    /// <summary>An e-mail address.</summary>
    EmailAddress = 3,
}
