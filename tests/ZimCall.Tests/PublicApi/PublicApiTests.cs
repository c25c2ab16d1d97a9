using System.Reflection;

namespace ZimCall.Tests.PublicApi;

public class PublicApiTests
{
    private const string UpdateVariable = "ZIMCALL_UPDATE_SNAPSHOTS";

    /// <summary>The libraries that are packages.</summary>
    public static TheoryData<string> Libraries => ["ZimCall", "ZimCall.Extensions", "ZimCall.Server", "ZimCall.Storage", "ZimCall.Testing"];

    [Theory]
    [MemberData(nameof(Libraries))]
    public async Task The_public_surface_is_the_one_that_was_agreed(string library)
    {
        var path = Repository.PathOf("tests", "ZimCall.Tests", "PublicApi", $"{library}.txt");
        var actual = PublicApiRenderer.Render(Assembly.Load(library));
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(path, actual);
        }

        var agreed = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        var added = actual.Split('\n').Except(agreed.Split('\n'));
        var gone = agreed.Split('\n').Except(actual.Split('\n'));

        (actual == agreed).Should().BeTrue(
            "the public surface changed. If it was meant to, run the tests once with {0}=1 and commit {1}.txt.\nNew:\n{2}\nGone:\n{3}",
            UpdateVariable, library, string.Join('\n', added), string.Join('\n', gone));
    }
}
