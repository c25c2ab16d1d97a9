using System.Collections.Concurrent;

namespace ZimCall.Server;

/// <summary>The values of a tag as objects, each made once: an operation that is counted allocates nothing for it.</summary>
/// <typeparam name="T">A kind of value of which there are few.</typeparam>
internal sealed class TagCache<T>(string name, Func<T, object> toValue)
    where T : notnull
{
    private readonly ConcurrentDictionary<T, object> _values = new();

    public KeyValuePair<string, object?> Of(T value) => new(name, _values.GetOrAdd(value, toValue));
}
