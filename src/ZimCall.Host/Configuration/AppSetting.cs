using System.CommandLine;

namespace ZimCall.Host;

/// <summary>The apps that are served: several options, several words of one variable, or a list of objects in the file.</summary>
/// <param name="description">What it is for.</param>
internal sealed class AppSetting(string description) : Setting("app", description)
{
    /// <summary>The keys that an app in the file must have.</summary>
    public static IReadOnlyList<string> RequiredKeys { get; } = ["id", "app-sign", "server-secret"];

    /// <summary>The keys that an app in the file can have.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. RequiredKeys, "callback-url", "callback-secret", "callback-events"];

    public override string FileKey => "apps";

    public override IReadOnlyList<string> SplitVariable(string value) =>
        value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    protected override Option CreateOption() => new Option<string[]?>(OptionName)
    {
        Description = Help,
        HelpName = Form,
        Arity = ArgumentArity.OneOrMore,
    };
}
