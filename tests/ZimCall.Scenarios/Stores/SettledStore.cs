using ZimCall.Server;
using ZimCall.Testing;

namespace ZimCall.Scenarios.Stores;

/// <summary>A store that works in real time, under a backend in virtual time: what it is doing counts among what is under way.</summary>
internal sealed class SettledStore(ICallStore inner, Func<Activity> activity) : PassingStore(inner)
{
    protected override async ValueTask<T> PassAsync<T>(Func<ICallStore, ValueTask<T>> call)
    {
        var counted = activity();
        counted.Enter();
        try
        {
            return await base.PassAsync(call);
        }
        finally
        {
            // Goes on where the backend runs, whose next piece is counted by then.
            counted.Exit();
        }
    }
}
