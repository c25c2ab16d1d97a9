namespace ZimCall.Core.Tests.Fixture;

/// <summary>A device by its name in tests: "bob@pc" is bob's device of that name, "bob" the only one that bob has.</summary>
internal readonly record struct Device(string User, string Id)
{
    public static Device Named(string name)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return new Device(at < 0 ? name : name[..at], name);
    }
}
