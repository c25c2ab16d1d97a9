using System.CommandLine;

namespace ZimCall.Host;

/// <summary>A setting that is on or off. On the command line its name alone switches it on.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it is for.</param>
internal sealed class FlagSetting(string name, string description) : ValueSetting<bool>(name, description, ReadFlag)
{
    protected override Option CreateOption() => new Option<bool>(OptionName) { Description = Help };

    private static ReadValue<bool> ReadFlag(string text) =>
        bool.TryParse(text, out var value) ? new(value) : new(false, $"is '{text}'; it must be true or false");
}
