namespace ZimCall.Server.Tests.Fuzzing;

/// <summary>What a backend holds.</summary>
internal sealed record FuzzRemains(int Sessions, int SessionAlarms, int Calls, int Instances, int Nonces, long Bytes);
