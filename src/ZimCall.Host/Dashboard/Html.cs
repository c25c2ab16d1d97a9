using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;

namespace ZimCall.Host;

/// <summary>
/// A piece of a page. Made from interpolated text, of which whatever is put in is escaped unless it is a piece of a page
/// itself: forgetting to escape is not possible.
/// </summary>
internal readonly struct Html
{
    private readonly string? _text;

    private Html(string text) => _text = text;

    public static Html Empty => default;

    public static Html Of(Interpolated text) => new(text.ToText());

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(static piece => piece._text)));

    /// <summary>
    /// What users have written: apart from the direction of the text around it, and with what cannot be seen, or would turn
    /// text around, shown by its number.
    /// </summary>
    public static Html Foreign(string text) => Of($"<bdi>{Visible(text)}</bdi>");

    /// <summary>Nothing in it is invisible, or turns the direction of what follows.</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate)
            {
                visible.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩");
            }
            else
            {
                visible.Append(rune.ToString());
            }
        }

        return visible.ToString();
    }

    public override string ToString() => _text ?? "";

    /// <summary>Puts the pieces together; the compiler calls it.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Interpolated
    {
        private readonly StringBuilder _text;

        public Interpolated(int literalLength, int formattedCount) => _text = new StringBuilder(literalLength + (formattedCount * 16));

        public void AppendLiteral(string text) => _text.Append(text);

        public void AppendFormatted(Html piece) => _text.Append(piece._text);

        public void AppendFormatted(IEnumerable<Html> pieces)
        {
            foreach (var piece in pieces)
            {
                _text.Append(piece._text);
            }
        }

        public void AppendFormatted<T>(T value, string? format = null) =>
            _text.Append(HtmlEncoder.Default.Encode(Convert.ToString(
                value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value, CultureInfo.InvariantCulture) ?? ""));

        public string ToText() => _text.ToString();
    }
}
