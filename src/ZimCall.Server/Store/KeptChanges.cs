using System.Collections.Immutable;
using ZimCall.Core;

namespace ZimCall.Server;

/// <summary>How much of a call's history every store keeps: a call that goes on for long must not cost more with each change.</summary>
public static class KeptChanges
{
    /// <summary>How many characters of extendedData are kept, with a little for each change besides.</summary>
    public const int MaxCharacters = 64 * 1024;

    private const int EachCharacters = 16;

    /// <summary>The latest changes, at most <see cref="ICallStore.MaxChanges"/>, as many as are kept; the last one always.</summary>
    public static ImmutableArray<CallChange> Of(ImmutableArray<CallChange> changes)
    {
        var (first, characters) = (changes.Length, 0);
        while (first > 0 && changes.Length - first < ICallStore.MaxChanges)
        {
            characters += changes[first - 1].ExtendedData.Length + EachCharacters;
            if (characters > MaxCharacters && first < changes.Length)
            {
                break;
            }

            first--;
        }

        return first == 0 ? changes : changes[first..];
    }
}
