namespace ZimCall.Faults.Tests.Load;

/// <summary>When the invitations of a General call run out, as its caller knows it: nobody can be invited to it later.</summary>
/// <param name="Earliest">Not before this.</param>
/// <param name="Latest">By this, whenever in between the server created the call.</param>
internal readonly record struct Ring(DateTimeOffset Earliest, DateTimeOffset Latest);
