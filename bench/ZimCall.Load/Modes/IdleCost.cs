namespace ZimCall.Load.Modes;

/// <summary>Of one of many, in the server.</summary>
/// <param name="What">Sessions, or bare streams.</param>
/// <param name="Count">How many.</param>
/// <param name="PrivateBytes">Its process's memory, for each.</param>
/// <param name="HeapBytes">What is alive of it, for each.</param>
/// <param name="OpenedPerSecond">How fast they were opened, client and server together.</param>
/// <param name="ShareOfCore">Processor time of the server while they are held, all of them together.</param>
/// <param name="Lost">Connections that broke.</param>
internal sealed record IdleCost(
    string What, int Count, double PrivateBytes, double HeapBytes, double OpenedPerSecond, double ShareOfCore, int Lost);
