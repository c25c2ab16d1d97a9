using System.Globalization;
using System.Text.RegularExpressions;
using ZimCall.Protocol;

namespace ZimCall.Server.Tests.Documents;

/// <summary>What docs/protocol.md promises to other languages is what the server checks.</summary>
public partial class ProtocolDocumentTests
{
    [Fact]
    public void Its_login_proof_is_right()
    {
        var vector = Row().Matches(Repository.Read("docs", "protocol.md")).ToDictionary(static row => row.Groups[1].Value, static row => row.Groups[2].Value);

        var proof = LoginProof.Compute(
            vector["appSign"],
            uint.Parse(vector["app_id"], CultureInfo.InvariantCulture),
            vector["user_id"],
            vector["device_id"],
            Convert.FromHexString(vector["nonce (hex)"]));

        Convert.ToHexStringLower(proof).Should().Be(vector["proof (hex)"]);
        var message = Convert.FromHexString(vector["message (hex)"]);
        System.Security.Cryptography.HMACSHA256.HashData(Convert.FromHexString(vector["appSign"]), message)
            .Should().Equal(proof, "the message is what the proof is made of");
    }

    [GeneratedRegex(@"^\| ([\w() ]+) \| `(\w[\w-]*)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
