namespace ZimCall.TestSupport;

/// <summary>
/// A test that needs Node. Where it is missing the test is skipped with the reason, or, where ZIMCALL_REQUIRE_ALL=1 says
/// that nothing may be left out, it runs and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    /// <param name="packages">Whether it needs the packages of tests/interop/node too.</param>
    public NodeFactAttribute(bool packages = false)
    {
        Packages = packages;
        if (Environment.GetEnvironmentVariable("ZIMCALL_REQUIRE_ALL") != "1")
        {
            Skip = NodeScript.WhatIsMissing(packages);
        }
    }

    public bool Packages { get; }
}
