using System.Text;

namespace ZimCall.Host.Tests.Configuration;

/// <summary>Prints the table of docs/configuration.md from the one that the server reads its settings by.</summary>
internal static class ConfigurationDocument
{
    public const string Start = "<!-- printed from here -->";

    public static string Print()
    {
        var text = new StringBuilder($"{Start}\n\n| Option, and key of the file | Variable | What | Range | Default |\n| --- | --- | --- | --- | --- |\n");
        foreach (var setting in HostOptions.All)
        {
            text.Append('|').AppendJoin('|', Cells(setting).Select(static cell => cell.Length == 0 ? " " : $" {cell.Replace("|", "\\|", StringComparison.Ordinal)} ")).Append("|\n");
        }

        return text.ToString();
    }

    private static string[] Cells(Setting setting) =>
    [
        $"`{setting.OptionName}`{Key(setting)}",
        $"`{setting.EnvironmentName}`",
        setting.Description,
        setting.Range ?? (setting is FlagSetting ? "true, false" : $"`{setting.Form}`"),
        setting.Default ?? (setting is FlagSetting ? "false" : ""),
    ];

    private static string Key(Setting setting) => !setting.IsInFile ? " (not in the file)" : setting.FileKey == setting.Name ? "" : $", `{setting.FileKey}`";
}
