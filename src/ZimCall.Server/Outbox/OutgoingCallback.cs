namespace ZimCall.Server;

/// <summary>A callback that is to be delivered to an app's business server.</summary>
/// <param name="Id">Names it, the same at each try.</param>
/// <param name="AppId">The app.</param>
/// <param name="Lane">Callbacks of one lane are delivered one after the other; those of a call are one lane.</param>
/// <param name="Event">What it tells of, for example <c>call_create</c>.</param>
/// <param name="Fields">The event's own fields: a JSON object in UTF-8, without those that all callbacks have.</param>
/// <param name="CreatedAt">When it was made, Unix milliseconds.</param>
public sealed record OutgoingCallback(
    string Id, uint AppId, string Lane, string Event, ReadOnlyMemory<byte> Fields, long CreatedAt);
