namespace ZimCall.Tests.Documents;

/// <summary>The files of the repository: all below the folder that holds the solution, but for what is built or fetched.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The files below a folder that have one of the endings.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) => Files(new DirectoryInfo(Path.Combine(Root, folder)), endings);

    /// <summary>The path as it is written in the repository.</summary>
    public static string NameOf(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');

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
