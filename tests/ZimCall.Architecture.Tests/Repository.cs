using System.Xml.Linq;

namespace ZimCall.Architecture.Tests;

/// <summary>The repository's own files.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The projects below a folder, by name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories)
            .ToDictionary(static file => Path.GetFileNameWithoutExtension(file), static file => XDocument.Load(file));

    /// <summary>The files that are written by hand.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj" or "node_modules"));

    /// <summary>What a project refers to, by the attribute Include.</summary>
    public static IEnumerable<string> References(XDocument project, string kind) =>
        project.Descendants(kind).Select(static element => (string)element.Attribute("Include")!);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "ZimCall.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
