using System.Xml.Linq;

namespace ZimCall.Architecture.Tests;

/// <summary>The project files of the repository.</summary>
internal static class ProjectFiles
{
    /// <summary>The projects below a folder, by name.</summary>
    public static IReadOnlyDictionary<string, XDocument> Below(string folder) =>
        Repository.Files(folder, ".csproj")
            .ToDictionary(static file => Path.GetFileNameWithoutExtension(file), static file => XDocument.Load(file));

    /// <summary>What a project refers to, by the attribute Include.</summary>
    public static IEnumerable<string> References(XDocument project, string kind) =>
        project.Descendants(kind).Select(static element => (string)element.Attribute("Include")!);
}
