namespace ZimCall.Host;

/// <summary>Finds what somebody may have meant.</summary>
internal static class Nearest
{
    /// <summary>More typing errors than this are another word.</summary>
    private const int MaxErrors = 2;

    /// <summary>The known name that is most like a word; null when none is.</summary>
    public static string? To(string word, IEnumerable<string> known) => known
        .Select(name => (Name: name, Errors: Distance(Plain(word), Plain(name))))
        .Where(static candidate => candidate.Errors <= MaxErrors && candidate.Errors < candidate.Name.Length / 2)
        .OrderBy(static candidate => candidate.Errors)
        .Select(static candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>The end of a sentence about an unknown name.</summary>
    public static string Hint(string word, IEnumerable<string> known) => To(word, known) is { } meant ? $"; did you mean {meant}?" : "";

    /// <summary>How others write compound names is no error: maxDevices, max_devices.</summary>
    private static string Plain(string name) =>
        string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>How many letters must be added, removed or changed to make one word of the other.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
