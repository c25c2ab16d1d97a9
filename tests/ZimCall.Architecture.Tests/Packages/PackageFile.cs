using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace ZimCall.Architecture.Tests.Packages;

/// <summary>A packed file, to look into.</summary>
internal sealed class PackageFile : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly XElement _nuspec;

    public PackageFile(string path)
    {
        _archive = ZipFile.OpenRead(path);
        using var nuspec = _archive.Entries.Single(static entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        _nuspec = XDocument.Load(nuspec).Root!;
    }

    public IEnumerable<string> Entries => _archive.Entries.Select(static entry => entry.FullName);

    /// <summary>What it depends on: a package and the versions that will do.</summary>
    public IEnumerable<(string Id, string Versions)> Dependencies =>
        Elements("dependency").Select(static element => ((string)element.Attribute("id")!, (string)element.Attribute("version")!));

    public void Dispose() => _archive.Dispose();

    /// <summary>A piece of the metadata; null when it is not there.</summary>
    public string? Metadata(string name) => Elements(name).SingleOrDefault()?.Value;

    public IEnumerable<XElement> Elements(string name) => _nuspec.Descendants().Where(element => element.Name.LocalName == name);

    public byte[] Read(string entry)
    {
        using var stream = _archive.GetEntry(entry)!.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>What links an assembly to its symbols, and whether the same sources make the same assembly.</summary>
    public (Guid Symbols, bool IsReproducible) DebugOf(string entry)
    {
        using var reader = new PEReader(new MemoryStream(Read(entry)));
        var entries = reader.ReadDebugDirectory();
        var codeView = reader.ReadCodeViewDebugDirectoryData(entries.Single(static it => it.Type == DebugDirectoryEntryType.CodeView));
        return (codeView.Guid, entries.Any(static it => it.Type == DebugDirectoryEntryType.Reproducible));
    }

    /// <summary>Which assembly these symbols are of.</summary>
    public Guid SymbolsOf(string entry)
    {
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Read(entry)));
        return new BlobContentId(provider.GetMetadataReader().DebugMetadataHeader!.Id).Guid;
    }

    /// <summary>Whether an assembly says that it may be trimmed.</summary>
    public bool IsTrimmable(string entry)
    {
        using var reader = new PEReader(new MemoryStream(Read(entry)));
        var metadata = reader.GetMetadataReader();
        return metadata.GetAssemblyDefinition().GetCustomAttributes()
            .Select(handle => metadata.GetBlobReader(metadata.GetCustomAttribute(handle).Value))
            .Any(static value => HoldsTrimmable(value));
    }

    private static bool HoldsTrimmable(BlobReader value)
    {
        // AssemblyMetadata("IsTrimmable", "True"): a prolog, and the two texts.
        value.ReadUInt16();
        return value.RemainingBytes > 12 && value.ReadByte() == 11 && value.ReadUTF8(11) == "IsTrimmable";
    }
}
