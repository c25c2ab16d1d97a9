using System.CommandLine;
using System.CommandLine.Parsing;

namespace ZimCall.Host;

/// <summary>
/// What was given for the settings: on the command line, in the environment, in the file. Of several the first counts; what is
/// given nowhere has the server's own default.
/// </summary>
internal sealed class GivenSettings
{
    private const string VariablePrefix = "ZIMCALL_";

    private readonly Dictionary<Setting, GivenValue> _values = [];
    private readonly List<string> _problems = [];
    private ConfigurationFile? _file;

    private GivenSettings()
    {
    }

    /// <summary>Everything that is wrong with what was given and taken so far.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>The file of settings; null when there is none.</summary>
    public string? ConfigPath { get; private set; }

    /// <summary>Gathers what was given.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="variables">The environment.</param>
    public static GivenSettings Gather(ParseResult parsed, IReadOnlyDictionary<string, string> variables)
    {
        var given = new GivenSettings();
        given.ReadVariables(variables);
        given.ReadOptions(parsed);
        given.ReadFile();
        return given;
    }

    /// <summary>A value, or the type's default when there is none or it cannot be read: that is a problem then.</summary>
    public T? Take<T>(ValueSetting<T> setting)
    {
        if (!_values.TryGetValue(setting, out var given))
        {
            return default;
        }

        var (value, problem) = setting.Read(given.Texts[0]);
        if (problem is not null)
        {
            _problems.Add($"{given.Where} {problem}");
        }

        return value;
    }

    /// <summary>The apps, as far as they can be read; null when none were given.</summary>
    public IReadOnlyList<GivenApp>? TakeApps()
    {
        if (!_values.TryGetValue(HostOptions.App, out var given))
        {
            return _file?.Apps;
        }

        List<GivenApp> apps = [];
        for (var i = 0; i < given.Texts.Count; i++)
        {
            var where = $"{given.Where} number {i + 1}";
            if (AppArgument.Read(given.Texts[i], where, out var problem) is { } app)
            {
                apps.Add(new GivenApp(app, where));
            }
            else
            {
                _problems.Add(problem!);
            }
        }

        return apps;
    }

    /// <summary>Where a setting stood; as on the command line when it was given nowhere.</summary>
    public string Where(Setting setting) => _values.TryGetValue(setting, out var given) ? given.Where : setting.OptionName;

    private void ReadOptions(ParseResult parsed)
    {
        foreach (var setting in HostOptions.All)
        {
            if (parsed.GetResult(setting.Option) is { Implicit: false } result)
            {
                _values[setting] = new GivenValue(TextsOf(setting, result), setting.OptionName);
            }
        }

        // Of an option without its value the form's problem speaks.
        foreach (var (setting, _) in _values.Where(static value => value.Value.Texts.Count == 0).ToList())
        {
            _values.Remove(setting);
        }
    }

    private static string[] TextsOf(Setting setting, OptionResult result) =>
        setting is FlagSetting && result.Tokens.Count == 0 ? ["true"] : [.. result.Tokens.Select(static token => token.Value)];

    private void ReadVariables(IReadOnlyDictionary<string, string> variables)
    {
        var settings = HostOptions.All.ToDictionary(static setting => setting.EnvironmentName);
        foreach (var (name, value) in variables.Where(static variable => variable.Key.StartsWith(VariablePrefix, StringComparison.Ordinal)))
        {
            if (settings.TryGetValue(name, out var setting))
            {
                // An empty one is how some say that there is none.
                if (setting.SplitVariable(value) is { Count: > 0 } texts && value.Length > 0)
                {
                    _values[setting] = new GivenValue(texts, name);
                }
            }
            else if (Nearest.To(name[VariablePrefix.Length..], settings.Values.Select(static known => known.Name)) is { } meant)
            {
                // Others are other programs' matters.
                _problems.Add($"there is no variable {name}; did you mean {settings.Values.First(known => known.Name == meant).EnvironmentName}?");
            }
        }
    }

    private void ReadFile()
    {
        ConfigPath = Take(HostOptions.Config);
        if (ConfigPath is null)
        {
            return;
        }

        _file = ConfigurationFile.Read(ConfigPath, Where(HostOptions.Config), _problems);
        foreach (var (setting, value) in _file.Values)
        {
            _values.TryAdd(setting, value);
        }
    }
}
