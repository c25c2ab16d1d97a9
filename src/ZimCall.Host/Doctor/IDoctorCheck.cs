namespace ZimCall.Host;

/// <summary>Something that <c>doctor</c> looks at. It changes nothing, and throws nothing: what is wrong is a finding.</summary>
internal interface IDoctorCheck
{
    /// <summary>What it looks at, in a word or two.</summary>
    string Name { get; }

    /// <summary>Looks; no findings when there is nothing to look at with these settings.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(HostSettings settings, CancellationToken cancellationToken);
}
