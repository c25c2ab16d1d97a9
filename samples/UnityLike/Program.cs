using UnityLike.Engine;
using UnityLike.Game;
using ZimCall;

// A game without a picture: alice calls bob, they talk for half a second, she hangs up. It needs a backend with the development app:
//   dotnet run --project src/ZimCall.Host -- --dev
// at http://127.0.0.1:7350, or where the environment variable ZIMCALL_SERVER says. Exit code 0 when all went as it should.
const int TenSeconds = 600;
ZIMAppConfig config = new() { appID = 1, appSign = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" };

Friend friend = new(config, "bob");
try
{
    // Unity has done the next two lines before any script runs.
    MainThread mainThread = new();
    friend.LoginAsync().Wait();
    SynchronizationContext.SetSynchronizationContext(mainThread);

    GameLoop loop = new(mainThread);
    CallPanel panel = new(config, "alice", friend.Name, mainThread, what => Console.WriteLine($"frame {loop.Frame,4}: {what}"));
    if (!loop.Run(panel, TenSeconds) || panel.Failure is not null)
    {
        Console.Error.WriteLine($"This did not go as it should: {panel.Failure ?? "the call did not end"}");
        return 1;
    }

    Console.WriteLine($"The SDK called {panel.Calls} times, always on the main thread.");
    return 0;
}
catch (AggregateException failed) when (failed.InnerException is ZIMException refused)
{
    Console.Error.WriteLine($"No login: {refused.Error.message}");
    return 1;
}
finally
{
    // Nobody pumps the main thread any more, so nothing may wait for it.
    SynchronizationContext.SetSynchronizationContext(null);
    friend.DisposeAsync().AsTask().Wait();
}
