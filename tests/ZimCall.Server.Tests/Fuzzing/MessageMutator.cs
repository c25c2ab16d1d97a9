using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>Changes fields of messages into what their types allow and their meaning does not.</summary>
internal static class MessageMutator
{
    /// <summary>Changes some field of a message, or of a message within it.</summary>
    public static void Message(this Mutator mutator, IMessage message)
    {
        var fields = message.Descriptor.Fields.InDeclarationOrder();
        if (fields.Count == 0)
        {
            return;
        }

        // In a oneof, mostly the case that is set: setting another replaces what was to be tried.
        var present = fields.Where(field => IsPresent(field, message)).ToList();
        var field = mutator.Pick(present.Count > 0 && mutator.Once(0.9) ? present : fields.ToList());
        if (field.IsRepeated)
        {
            Repeated(mutator, field, (IList)field.Accessor.GetValue(message));
        }
        else if (field.FieldType == FieldType.Message)
        {
            var inner = (IMessage?)field.Accessor.GetValue(message) ?? field.MessageType.Parser.ParseFrom(ByteString.Empty);
            mutator.Message(inner);
            field.Accessor.SetValue(message, inner);
        }
        else
        {
            field.Accessor.SetValue(message, Value(mutator, field, field.Accessor.GetValue(message)));
        }
    }

    private static bool IsPresent(FieldDescriptor field, IMessage message) =>
        field.IsRepeated ? ((IList)field.Accessor.GetValue(message)).Count > 0
        : field.FieldType == FieldType.Message ? field.Accessor.GetValue(message) is not null
        : field.ContainingOneof is null;

    private static void Repeated(Mutator mutator, FieldDescriptor field, IList list)
    {
        if (list.Count > 0 && mutator.Once(0.3))
        {
            list.RemoveAt(mutator.Random.Next(list.Count));
            return;
        }

        for (var i = mutator.Pick([1, 1, 2, 12, 1100]); i > 0; i--)
        {
            var sample = list.Count > 0 ? list[mutator.Random.Next(list.Count)] : null;
            if (field.FieldType == FieldType.Message)
            {
                var inner = field.MessageType.Parser.ParseFrom(((IMessage?)sample)?.ToByteString() ?? ByteString.Empty);
                mutator.Message(inner);
                list.Add(inner);
            }
            else
            {
                list.Add(mutator.Once(0.3) && sample is not null ? sample : Value(mutator, field, sample));
            }
        }
    }

    private static object Value(Mutator mutator, FieldDescriptor field, object? value) => field.FieldType switch
    {
        // What is half a surrogate pair has no wire form.
        FieldType.String => mutator.Text((string?)value ?? ""),
        FieldType.Bytes => ByteString.CopyFrom(mutator.Bytes(((ByteString?)value)?.ToByteArray() ?? [])),
        FieldType.Bool => !(bool)(value ?? false),
        FieldType.Int32 => unchecked((int)mutator.Number()),
        FieldType.UInt32 => unchecked((uint)mutator.Number()),
        FieldType.Int64 => mutator.Number(),
        FieldType.UInt64 => unchecked((ulong)mutator.Number()),
        _ => throw new NotSupportedException($"{field.FieldType} of {field.FullName}"),
    };
}
