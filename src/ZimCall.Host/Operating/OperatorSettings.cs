namespace ZimCall.Host;

/// <summary>Where and how the operator is served.</summary>
/// <param name="Address">Where to listen.</param>
/// <param name="Secret">What whoever asks has to know.</param>
/// <param name="HasDashboard">Whether the pages are served too.</param>
internal sealed record OperatorSettings(ListenAddress Address, OperatorSecret Secret, bool HasDashboard);
