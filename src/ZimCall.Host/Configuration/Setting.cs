using System.CommandLine;

namespace ZimCall.Host;

/// <summary>Something that can be set, under one name: on the command line, in the environment and in the file.</summary>
internal abstract class Setting
{
    private readonly Lazy<Option> _option;

    protected Setting(string name, string description)
    {
        (Name, Description) = (name, description);
        _option = new Lazy<Option>(CreateOption);
    }

    /// <summary>What follows it in a file's list, and the two dashes on the command line.</summary>
    public string Name { get; }

    public string Description { get; }

    /// <summary>What may be given, for people; null when the description or the form says it.</summary>
    public string? Range { get; init; }

    /// <summary>What holds when nothing is given, for people.</summary>
    public string? Default { get; init; }

    /// <summary>The form of the value.</summary>
    public string? Form { get; init; }

    /// <summary>Whether it can stand in the file.</summary>
    public bool IsInFile { get; init; } = true;

    /// <summary>Whether its value is kept out of messages.</summary>
    public bool IsSecret { get; init; }

    public string OptionName => $"--{Name}";

    public string EnvironmentName => $"ZIMCALL_{Name.Replace('-', '_').ToUpperInvariant()}";

    /// <summary>Its key in the file.</summary>
    public virtual string FileKey => Name;

    /// <summary>The option of the command line: one object, whatever commands have it.</summary>
    public Option Option => _option.Value;

    /// <summary>What the help says of it.</summary>
    public string Help =>
        string.Join(' ', new[] { Description, Sentence("", Capital(Range)), Sentence("Default: ", Default), $"[{EnvironmentName}]" }.Where(static part => part.Length > 0));

    /// <summary>The texts that one variable of the environment stands for.</summary>
    public virtual IReadOnlyList<string> SplitVariable(string value) => [value];

    protected abstract Option CreateOption();

    private static string Sentence(string start, string? text) => text is null ? "" : $"{start}{text}.";

    private static string? Capital(string? text) => text is { Length: > 0 } ? $"{char.ToUpperInvariant(text[0])}{text[1..]}" : null;
}
