namespace ZimCall.TestSupport;

/// <summary>
/// The repository that the tests were built in: the folder above them that holds the solution. Not found by
/// <c>[CallerFilePath]</c>: a deterministic build, such as CI's, writes no real paths.
/// </summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    public static string Read(params ReadOnlySpan<string> parts) => File.ReadAllText(PathOf(parts)).ReplaceLineEndings("\n");

    /// <summary>The files below a folder that have one of the endings, but for what is built or fetched.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) => Files(new DirectoryInfo(PathOf(folder)), endings);

    /// <summary>The path as it is written in the repository.</summary>
    public static string NameOf(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

    /// <summary>Copies the repository, but for what is built or fetched, as somebody has it who has just fetched it.</summary>
    public static void CopyTo(string folder)
    {
        foreach (var file in Files(".", ""))
        {
            var copy = Path.Combine(folder, NameOf(file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static IEnumerable<string> Files(DirectoryInfo folder, string[] endings)
    {
        foreach (var file in folder.EnumerateFiles().Where(file => Array.Exists(endings, file.Name.EndsWith)))
        {
            yield return file.FullName;
        }

        foreach (var below in folder.EnumerateDirectories().Where(static below => !below.Name.StartsWith('.') && !NotOurs.Contains(below.Name)))
        {
            foreach (var file in Files(below, endings))
            {
                yield return file;
            }
        }
    }

    private static string Find(DirectoryInfo? folder)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ZimCall.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No folder above the tests has ZimCall.sln.");
    }
}
