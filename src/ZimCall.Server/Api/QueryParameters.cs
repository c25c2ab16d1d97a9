using Microsoft.AspNetCore.Http;

namespace ZimCall.Server.Api;

/// <summary>Parameters in the query of a GET. A list is written <c>UserId[]=a&amp;UserId[]=b</c>, or with numbers in the brackets.</summary>
internal sealed class QueryParameters(IQueryCollection query) : ApiParameters
{
    public override string Text(string name) => query[name] switch
    {
        { Count: 0 } => "",
        { Count: 1 } values => values[0] ?? "",
        _ => throw Invalid(name, "is given more than once"),
    };

    public override long Number(string name) => Text(name) is { Length: > 0 } text ? ToNumber(name, text) : 0;

    public override IReadOnlyList<string> Texts(string name) =>
    [
        .. from parameter in query
           where IsElement(parameter.Key, name)
           from value in parameter.Value
           select value,
    ];

    public override IReadOnlyList<ApiParameters> Objects(string name) =>
        query.ContainsKey(name) ? throw Invalid(name, "can only be given in the JSON body of a POST") : [];

    public override ApiParameters? Object(string name) =>
        query.ContainsKey(name) ? throw Invalid(name, "can only be given in the JSON body of a POST") : null;

    public override bool Flag(string name) => Number(name) != 0;

    private static bool IsElement(string key, string name) =>
        key == name
        || (key.StartsWith(name, StringComparison.Ordinal)
            && key.Length >= name.Length + 2
            && key[name.Length] == '['
            && key[^1] == ']'
            && key.AsSpan(name.Length + 1, key.Length - name.Length - 2).IndexOfAnyExceptInRange('0', '9') < 0);
}
