namespace ZimCall.Core;

/// <summary>A row of the event table: who is told of an event.</summary>
/// <param name="Event">The event.</param>
/// <param name="Party">Who.</param>
/// <param name="Devices">On which devices.</param>
public sealed record AudienceRow(EventKind Event, Party Party, Audience Devices);
