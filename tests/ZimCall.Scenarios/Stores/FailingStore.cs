using ZimCall.Server;

namespace ZimCall.Scenarios.Stores;

/// <summary>A store that cannot be reached at times.</summary>
internal sealed class FailingStore(ICallStore inner, Func<bool> isDown) : PassingStore(inner)
{
    protected override ValueTask<T> PassAsync<T>(Func<ICallStore, ValueTask<T>> call) =>
        isDown() ? throw new CallStoreException("the store is down") : base.PassAsync(call);
}
