using System.Text.Json;

namespace ZimCall.Server.Api;

/// <summary>Parameters in the JSON body of a POST.</summary>
internal sealed class BodyParameters(JsonElement body) : ApiParameters
{
    public override string Text(string name) => Find(name) is { } value ? ToText(name, value) : "";

    /// <summary>A number may stand in quotes: those above 2^53 have to, for JavaScript.</summary>
    public override long Number(string name) => Find(name) switch
    {
        null => 0,
        { ValueKind: JsonValueKind.Number } value => value.TryGetInt64(out var number) ? number : throw Invalid(name, "is not a whole number"),
        { ValueKind: JsonValueKind.String } value => ToNumber(name, ToText(name, value)),
        _ => throw Invalid(name, "is not a whole number"),
    };

    public override IReadOnlyList<string> Texts(string name) => [.. Elements(name).Select(element => ToText(name, element))];

    public override IReadOnlyList<ApiParameters> Objects(string name) =>
    [
        .. Elements(name).Select(element => element.ValueKind == JsonValueKind.Object
            ? new BodyParameters(element)
            : throw Invalid(name, "holds something that is no object")),
    ];

    public override ApiParameters? Object(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } value => new BodyParameters(value),
        _ => throw Invalid(name, "is no object"),
    };

    public override bool Flag(string name) => Find(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => Number(name) != 0,
    };

    private static string ToText(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw Invalid(name, "is not a string");
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            throw Invalid(name, "is not valid Unicode");
        }
    }

    private JsonElement[] Elements(string name) => Find(name) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray()],
        _ => throw Invalid(name, "is not a list"),
    };

    private JsonElement? Find(string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
