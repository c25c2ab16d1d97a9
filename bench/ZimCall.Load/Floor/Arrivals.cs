namespace ZimCall.Load.Floor;

/// <summary>Things that begin when they are meant to, whether or not those before them are done: no coordinated omission.</summary>
internal static class Arrivals
{
    /// <summary>Calls begin for each arrival, with the time it was meant to be; gaps are exponential, so arrivals are independent.</summary>
    public static Task RunAsync(double rate, double seconds, Random random, Action<int, long> begin) =>
        Task.Factory.StartNew(
            () =>
            {
                var start = Clock.Now;
                var due = 0.0;
                for (var number = 0; (due += -Math.Log(1 - random.NextDouble()) / rate) < seconds; number++)
                {
                    var intended = start + Clock.Ticks(due);
                    Clock.BlockUntil(intended);
                    begin(number, intended);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
}
