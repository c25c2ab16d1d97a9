namespace ZimCall.Tests.PublicApi;

public class PublicApiTests
{
    private const string UpdateVariable = "ZIMCALL_UPDATE_SNAPSHOTS";

    [Fact]
    public async Task The_public_surface_is_the_one_that_was_agreed()
    {
        var path = Repository.PathOf("tests", "ZimCall.Tests", "PublicApi", "ZimCall.txt");
        var actual = PublicApiRenderer.Render(typeof(ZIM).Assembly);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllTextAsync(path, actual);
        }

        var agreed = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        var added = actual.Split('\n').Except(agreed.Split('\n'));
        var gone = agreed.Split('\n').Except(actual.Split('\n'));

        (actual == agreed).Should().BeTrue(
            "the public surface changed. If it was meant to, run the tests once with {0}=1 and commit ZimCall.txt.\nNew:\n{1}\nGone:\n{2}",
            UpdateVariable, string.Join('\n', added), string.Join('\n', gone));
    }
}
