namespace ZimCall;

/// <summary>A member of a call at one moment; never changes.</summary>
/// <param name="UserID">The member.</param>
/// <param name="State">How the member stood in the call.</param>
/// <param name="ExtendedData">What came with the member's latest change, "" when nothing did.</param>
public sealed record ZIMCallMember(string UserID, ZIMCallUserState State, string ExtendedData);
