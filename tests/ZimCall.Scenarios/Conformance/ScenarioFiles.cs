namespace ZimCall.Scenarios.Conformance;

/// <summary>The scenario files. <c>ZIMCALL_CONFORMANCE_DIR</c> names another folder than the project's own.</summary>
internal static class ScenarioFiles
{
    public static string Folder { get; } =
        Environment.GetEnvironmentVariable("ZIMCALL_CONFORMANCE_DIR") is { Length: > 0 } folder
            ? folder
            : Path.Combine(AppContext.BaseDirectory, "conformance");

    public static TheoryData<string> All =>
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    public static string PathOf(string scenario) => Path.Combine(Folder, scenario + ".json");
}
