using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace ZimCall.Server;

/// <summary>The JSON of callbacks.</summary>
internal static class CallbackBody
{
    /// <summary>An object with the fields of one event, in the order in which they are written.</summary>
    public static byte[] Fields(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The body of one try: first what all callbacks have, signed anew, then the event's own fields.</summary>
    public static byte[] Sign(OutgoingCallback callback, string secret, string nonce, long timestamp)
    {
        var common = Fields(json =>
        {
            json.WriteString("appid", callback.AppId.ToString(CultureInfo.InvariantCulture));
            json.WriteString("event", callback.Event);
            json.WriteString("nonce", nonce);
            json.WriteNumber("timestamp", timestamp);
            json.WriteString("signature", CallbackSignature.Compute(secret, timestamp, nonce));
        });

        // Two objects become one: without the bracket between them.
        return [.. common.AsSpan(..^1), (byte)',', .. callback.Fields.Span[1..]];
    }

    public static void WriteUserIds(this Utf8JsonWriter json, IEnumerable<string> userIds)
    {
        json.WriteStartArray("user_ids");
        foreach (var userId in userIds)
        {
            json.WriteStringValue(userId);
        }

        json.WriteEndArray();
    }
}
