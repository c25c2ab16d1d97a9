namespace ZimCall.Wire.Tests.Interop;

/// <summary>
/// A test that needs Node and its packages. Where they are missing it is skipped with the reason, or, where
/// ZIMCALL_REQUIRE_ALL=1 says that nothing may be left out, it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InteropFactAttribute : FactAttribute
{
    public InteropFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("ZIMCALL_REQUIRE_ALL") != "1")
        {
            Skip = NodeProcess.WhatIsMissing();
        }
    }
}
