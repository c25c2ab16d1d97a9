using System.Text.Json;
using System.Text.Json.Serialization;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>What the operator's API says, as it says it: camelCase, times in ISO 8601, UTC.</summary>
internal static class OperatorJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
    };

    public static CallJson Of(AppCall stored)
    {
        var call = stored.Call;
        return new CallJson(
            stored.AppId,
            call.CallId,
            call.Caller,
            call.Mode,
            call.State,
            TimeOf(call.CreateTime)!.Value,
            TimeOf(call.EndTime),
            call.EndReason,
            call.ExtendedData,
            [.. call.Members.Select(static member => new MemberJson(member.UserId, member.State, member.Inviter, member.ExtendedData))]);
    }

    public static CallRecordJson Of(CallRecord record) => new(
        Of(new AppCall(record.AppId, record.Call)),
        [
            .. record.Changes.Select(static change => new ChangeJson(
                TimeOf(change.Time)!.Value, change.Kind, change.Actor, change.UserIds, change.ExtendedData, change.Reason)),
        ]);

    public static SessionJson Of(SessionInfo session) =>
        new(session.User.AppId, session.User.UserId, session.DeviceId, session.IsConnected, session.LastHeard);

    public static DeadLetterJson Of(StoredCallback letter) => new(
        letter.Callback.AppId, letter.Callback.Id, letter.Callback.Event, TimeOf(letter.Callback.CreatedAt)!.Value, letter.Attempts);

    private static DateTimeOffset? TimeOf(long ms) => ms == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(ms);

    /// <summary>A call.</summary>
    internal sealed record CallJson(
        uint AppId,
        string CallId,
        string Caller,
        CallMode Mode,
        CallState State,
        DateTimeOffset CreateTime,
        DateTimeOffset? EndTime,
        EndReason EndReason,
        string ExtendedData,
        IReadOnlyList<MemberJson> Members);

    /// <summary>A member of a call.</summary>
    internal sealed record MemberJson(string UserId, MemberState State, string Inviter, string ExtendedData);

    /// <summary>A call and its history.</summary>
    internal sealed record CallRecordJson(CallJson Call, IReadOnlyList<ChangeJson> Changes);

    /// <summary>A line of a call's history.</summary>
    internal sealed record ChangeJson(
        DateTimeOffset Time, CallChangeKind Kind, string Actor, IReadOnlyList<string> UserIds, string ExtendedData, EndReason Reason);

    /// <summary>A session.</summary>
    internal sealed record SessionJson(uint AppId, string UserId, string DeviceId, bool IsConnected, DateTimeOffset LastHeard);

    /// <summary>A callback that could not be delivered.</summary>
    internal sealed record DeadLetterJson(uint AppId, string Id, string Event, DateTimeOffset CreatedAt, int Attempts);
}
