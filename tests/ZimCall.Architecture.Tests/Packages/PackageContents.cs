namespace ZimCall.Architecture.Tests.Packages;

/// <summary>What a package has to have. A dependency that ends in "=" is on the package of the same release alone.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Assemblies">The assemblies that a program gets with it.</param>
/// <param name="Dependencies">The packages that it needs.</param>
internal sealed record PackageContents(string Id, string[] Assemblies, string[] Dependencies)
{
    private static readonly string[] Parts = ["ZimCall.Core", "ZimCall.Protocol", "ZimCall.Wire"];

    /// <summary>The libraries.</summary>
    public static IReadOnlyList<PackageContents> Libraries { get; } =
    [
        new("ZimCall", ["ZimCall", .. Parts], ["Google.Protobuf", "Microsoft.Extensions.Logging.Abstractions"]),
        new("ZimCall.Extensions", ["ZimCall.Extensions"], ["ZimCall=", "Microsoft.Extensions.Diagnostics.HealthChecks"]),
        new("ZimCall.Server", ["ZimCall.Server", .. Parts], ["Google.Protobuf"]),
        new("ZimCall.Storage", ["ZimCall.Storage"], ["ZimCall.Server=", "Google.Protobuf", "Microsoft.Data.Sqlite.Core", "Npgsql", "SQLitePCLRaw.bundle_e_sqlite3"]),
        new("ZimCall.Testing", ["ZimCall.Testing"], ["ZimCall=", "ZimCall.Server="]),
    ];
}
