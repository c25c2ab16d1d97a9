using ZimCall.Load.Report;

namespace ZimCall.Load.Modes;

/// <summary>One storm.</summary>
/// <param name="Sessions">How many came back.</param>
/// <param name="Resumed">How many took up the session they had.</param>
/// <param name="InSync">How many know of their call again.</param>
/// <param name="Failed">How many could not.</param>
/// <param name="Seconds">Until the last was ready.</param>
/// <param name="Ready">Until each was ready, from the moment all began.</param>
/// <param name="ServerCpuSeconds">What it cost the server.</param>
/// <param name="PrivateMegabytes">The server's memory after it.</param>
internal sealed record StormRound(
    int Sessions, int Resumed, int InSync, int Failed, double Seconds, Quantiles Ready, double ServerCpuSeconds, double PrivateMegabytes);
