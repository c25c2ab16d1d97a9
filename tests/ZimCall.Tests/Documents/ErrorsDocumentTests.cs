using System.Globalization;
using System.Text.RegularExpressions;

namespace ZimCall.Tests.Documents;

/// <summary>docs/errors.md has every error code, under its name and number, and no other.</summary>
public partial class ErrorsDocumentTests
{
    [Fact]
    public void It_has_every_error_code()
    {
        var written = Row().Matches(Repository.Read("docs/errors.md"))
            .Select(static row => (int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), row.Groups[2].Value));

        written.Should().Equal(Enum.GetValues<ZIMErrorCode>().Select(static code => ((int)code, code.ToString())), "docs/errors.md lists them in order");
    }

    [GeneratedRegex(@"^\| (\d+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
