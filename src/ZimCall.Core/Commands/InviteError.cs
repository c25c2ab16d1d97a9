namespace ZimCall.Core;

/// <summary>An invitee who could not be invited, while others were.</summary>
/// <param name="UserId">The invitee.</param>
/// <param name="Code">The public code: 6000011 for never registered, 6000283 for already in the call.</param>
public sealed record InviteError(string UserId, int Code);
