using BenchmarkDotNet.Running;
using ZimCall.Bench;

BenchmarkSwitcher.FromAssembly(typeof(DecideBenchmarks).Assembly).Run(args);
