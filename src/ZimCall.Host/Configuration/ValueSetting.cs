using System.CommandLine;

namespace ZimCall.Host;

/// <summary>A setting with one value, read from text alike wherever it came from.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it is for.</param>
/// <param name="read">Reads it.</param>
internal class ValueSetting<T>(string name, string description, Func<string, ReadValue<T>> read) : Setting(name, description)
{
    public ReadValue<T> Read(string text) => read(text);

    protected override Option CreateOption() => new Option<string?>(OptionName) { Description = Help, HelpName = Form };
}
