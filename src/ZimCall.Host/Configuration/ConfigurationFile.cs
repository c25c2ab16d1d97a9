using System.Globalization;
using System.Text.Json;
using ZimCall.Server;

namespace ZimCall.Host;

/// <summary>
/// The file of settings: a JSON object with their names as keys; comments and trailing commas are allowed. A key that is not
/// known is a problem, for what it was to set is not set.
/// </summary>
internal sealed class ConfigurationFile
{
    private readonly string _name;
    private readonly List<string> _problems;
    private readonly Dictionary<Setting, GivenValue> _values = [];
    private readonly List<GivenApp> _apps = [];

    private ConfigurationFile(string path, List<string> problems) => (_name, _problems) = (Path.GetFileName(path), problems);

    public IReadOnlyDictionary<Setting, GivenValue> Values => _values;

    /// <summary>The apps of the list; null when there is no list.</summary>
    public IReadOnlyList<GivenApp>? Apps { get; private set; }

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="where">What named it.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    public static ConfigurationFile Read(string path, string where, List<string> problems)
    {
        var file = new ConfigurationFile(path, problems);
        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path),
                new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            file.ReadRoot(document.RootElement);
        }
        catch (JsonException exception)
        {
            // Its own message may quote what stands there, which may be a secret.
            problems.Add($"{path} is not valid JSON: line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add($"{where} {path} cannot be read: {exception.Message}");
        }

        return file;
    }

    private void ReadRoot(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{_name} is JSON, but no object: it must be of the form {{ \"urls\": \"...\", \"apps\": [ ... ] }}");
            return;
        }

        var settings = HostOptions.All.Where(static setting => setting.IsInFile).ToDictionary(static setting => setting.FileKey);
        HashSet<string> seen = [];
        foreach (var property in root.EnumerateObject())
        {
            if (!settings.TryGetValue(property.Name, out var setting))
            {
                _problems.Add($"{_name}: there is no key '{property.Name}'{Nearest.Hint(property.Name, settings.Keys)}");
            }
            else if (!seen.Add(property.Name))
            {
                _problems.Add($"{_name}: the key '{property.Name}' stands there twice");
            }
            else if (setting is AppSetting)
            {
                ReadApps(property.Value);
            }
            else
            {
                ReadValue(setting, property.Value);
            }
        }
    }

    private void ReadValue(Setting setting, JsonElement value)
    {
        var where = $"{setting.FileKey} in {_name}";

        if (ToTexts(value) is { } text)
        {
            _values.Add(setting, new GivenValue([text], where));
        }
        else if (value.ValueKind != JsonValueKind.Null)
        {
            _problems.Add($"{where} is neither text nor a number, true or false");
        }
    }

    private void ReadApps(JsonElement list)
    {
        Apps = _apps;
        if (list.ValueKind != JsonValueKind.Array)
        {
            _problems.Add($"apps in {_name} is not a list: write [ {{ \"id\": 1001, \"app-sign\": \"...\", \"server-secret\": \"...\" }} ]");
            return;
        }

        var position = 0;
        foreach (var app in list.EnumerateArray())
        {
            ReadApp(app, $"app number {++position} in {_name}");
        }
    }

    private void ReadApp(JsonElement app, string where)
    {
        if (app.ValueKind != JsonValueKind.Object)
        {
            _problems.Add($"{where} is not of the form {{ \"id\": 1001, \"app-sign\": \"...\", \"server-secret\": \"...\" }}");
            return;
        }

        Dictionary<string, string> values = [];
        foreach (var property in app.EnumerateObject())
        {
            if (!AppSetting.Keys.Contains(property.Name))
            {
                _problems.Add($"{where}: there is no key '{property.Name}'{Nearest.Hint(property.Name, AppSetting.Keys)}");
            }
            else if (!values.TryAdd(property.Name, ToTexts(property.Value) ?? ""))
            {
                _problems.Add($"{where}: the key '{property.Name}' stands there twice");
            }
        }

        foreach (var missing in AppSetting.RequiredKeys.Except(values.Keys))
        {
            _problems.Add($"{where}: '{missing}' is missing");
        }

        if (values.TryGetValue("id", out var id) && !uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            _problems.Add($"{where}: the id is not a number from 1 to {uint.MaxValue}");
        }
        else if (AppSetting.RequiredKeys.All(values.ContainsKey))
        {
            var appId = uint.Parse(values["id"], CultureInfo.InvariantCulture);
            var callbacks = CallbackArgument.Read(
                values.GetValueOrDefault("callback-url"),
                values.GetValueOrDefault("callback-secret"),
                values.GetValueOrDefault("callback-events"),
                problem => _problems.Add($"{where}: {problem}"));
            _apps.Add(new GivenApp(new ZimCallApp(appId, values["app-sign"], values["server-secret"]) { Callbacks = callbacks }, where));
        }
    }

    /// <summary>A list stands for what the command line separates by semicolons.</summary>
    private static string? ToTexts(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(static element => element.ValueKind == JsonValueKind.String)
            ? string.Join(';', value.EnumerateArray().Select(static element => element.GetString()))
            : ToText(value);

    private static string? ToText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
