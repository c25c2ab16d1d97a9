using System.Collections.Immutable;
using Google.Protobuf;
using ZimCall.Core;
using ZimCall.Server;

namespace ZimCall.Storage.Format;

/// <summary>Histories of calls to bytes and back.</summary>
internal static class HistoryFormat
{
    /// <summary>
    /// A history that is longer than this is read and cut to its latest changes when something is added; a shorter one has
    /// room, and is not even read. No change is shorter than 16 bytes.
    /// </summary>
    public const int RoomBytes = 8 * 1024;

    /// <summary>What is appended to a history that has room.</summary>
    public static byte[] Write(ImmutableArray<CallChange> changes)
    {
        if (changes.IsEmpty)
        {
            return [];
        }

        var stored = new StoredHistory();
        foreach (var change in changes)
        {
            var entry = new StoredChange
            {
                Time = change.Time,
                Revision = change.Revision,
                Kind = (int)change.Kind,
                Actor = change.Actor,
                ExtendedData = change.ExtendedData,
                Reason = (int)change.Reason,
            };
            entry.UserIds.AddRange(change.UserIds);
            stored.Changes.Add(entry);
        }

        return stored.ToByteArray();
    }

    /// <summary>A history and what is added to it, without what is too old.</summary>
    public static byte[] Append(string callId, byte[] history, ImmutableArray<CallChange> changes) =>
        Write(KeptChanges.Of(Read(callId, history).AddRange(changes)));

    /// <exception cref="CallStoreException">The bytes are damaged.</exception>
    public static ImmutableArray<CallChange> Read(string callId, byte[] bytes)
    {
        try
        {
            return KeptChanges.Of(
            [
                .. StoredHistory.Parser.ParseFrom(bytes).Changes.Select(static change => new CallChange(
                    change.Time, change.Revision, (CallChangeKind)change.Kind, change.Actor, [.. change.UserIds], change.ExtendedData)
                {
                    Reason = (EndReason)change.Reason,
                }),
            ]);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new CallStoreException($"The history of call {callId} is damaged in the database", exception);
        }
    }
}
