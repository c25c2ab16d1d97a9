namespace ZimCall.Host;

/// <summary>How bad a finding is.</summary>
internal enum Grade
{
    Ok,

    /// <summary>The server runs, and an operator should know.</summary>
    Warn,

    /// <summary>The server does not run, or nobody could use it.</summary>
    Fail,
}
