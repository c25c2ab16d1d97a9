using ZimCall.Load.Report;

namespace ZimCall.Load.Modes;

/// <summary>One round of reading lists.</summary>
internal sealed record HistoryRound(double PagesPerSecond, Quantiles Page, double CpuPerPage);
