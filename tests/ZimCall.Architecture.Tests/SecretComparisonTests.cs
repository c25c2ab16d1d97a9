using System.Text.RegularExpressions;

namespace ZimCall.Architecture.Tests;

/// <summary>
/// How long a comparison takes must not say how much of a secret was right: what proves that somebody has one is compared by
/// CryptographicOperations.FixedTimeEquals, and by nothing else.
/// </summary>
public partial class SecretComparisonTests
{
    [Fact]
    public void Nothing_secret_is_compared_by_what_stops_at_the_first_difference()
    {
        var found =
            from file in Repository.Files("src", ".cs")
            from line in File.ReadLines(file)
            where Comparison().IsMatch(line) && Secret().IsMatch(line) && !Comment().IsMatch(line)
            select $"{Repository.NameOf(file)}: {line.Trim()}";
        found.Should().BeEmpty("secrets are compared by CryptographicOperations.FixedTimeEquals");
    }

    [Theory]
    [InlineData("src/ZimCall.Protocol/LoginProof.cs", "bool Verify(")]
    [InlineData("src/ZimCall.Server/Api/ApiSignature.cs", "bool Verify(")]
    [InlineData("src/ZimCall.Server/Cluster/NodeMethod.cs", "bool IsKey(")]
    [InlineData("src/ZimCall.Host/Operating/OperatorSecret.cs", "bool IsSecret(")]
    [InlineData("src/ZimCall.Host/Operating/OperatorSecret.cs", "bool IsPass(")]
    public void What_proves_a_secret_is_compared_in_constant_time(string file, string method)
    {
        var text = Repository.Read(file.Split('/'));
        var start = text.IndexOf(method, StringComparison.Ordinal);
        start.Should().BePositive("{0} has {1}", file, method);
        var body = NextMember().Split(text[start..])[0];
        body.Should().Contain("CryptographicOperations.FixedTimeEquals(").And.NotMatchRegex("==|SequenceEqual");
    }

    [Fact]
    public void There_are_no_other_places_that_were_forgotten() =>
        Repository.Files("src", ".cs")
            .Where(static file => File.ReadAllText(file).Contains("FixedTimeEquals", StringComparison.Ordinal))
            .Select(Repository.NameOf)
            .Should().BeEquivalentTo(
                [
                    "src/ZimCall.Protocol/LoginProof.cs", "src/ZimCall.Server/Api/ApiSignature.cs", "src/ZimCall.Server/Cluster/NodeMethod.cs",
                    "src/ZimCall.Host/Operating/OperatorSecret.cs",
                ],
                "another place belongs into the list above");

    [GeneratedRegex(@"(==|!=)(?!\s*(null|\d))|SequenceEqual\(|\.Equals\(|string\.Compare|CompareTo\(")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"\w*([Ss]ecret|[Aa]ppSign|[Ss]ignature|[Hh]mac|[Pp]roof|[Pp]assword)\b(?!\.Length|""|\()")]
    private static partial Regex Secret();

    [GeneratedRegex(@"\n    (?=public|private|internal|///)")]
    private static partial Regex NextMember();

    [GeneratedRegex(@"^\s*//")]
    private static partial Regex Comment();
}
