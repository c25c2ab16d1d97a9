using System.Globalization;

namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>How long the fuzzing goes on, and with what: <c>ZIMCALL_FUZZ_INPUTS</c> and <c>ZIMCALL_FUZZ_SEED</c>.</summary>
internal static class FuzzSettings
{
    public static int Inputs { get; } = Read("ZIMCALL_FUZZ_INPUTS", 20_000);

    public static int Seed { get; } = Read("ZIMCALL_FUZZ_SEED", 1);

    private static int Read(string name, int byDefault) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : byDefault;
}
