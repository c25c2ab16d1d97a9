namespace UnityLike.Engine;

/// <summary>The loop of a game: sixty frames a second on one thread, and no waiting for anything in between.</summary>
internal sealed class GameLoop(MainThread mainThread)
{
    private static readonly TimeSpan FrameTime = TimeSpan.FromSeconds(1.0 / 60);

    /// <summary>The number of the frame, from 1.</summary>
    public int Frame { get; private set; }

    /// <returns>Whether the game came to its end before so many frames had passed.</returns>
    public bool Run(IBehaviour behaviour, int frameLimit)
    {
        using ManualResetEventSlim display = new();
        behaviour.Start();
        while (!behaviour.IsOver && Frame < frameLimit)
        {
            Frame++;
            mainThread.Pump();
            behaviour.Update();

            // Stands for drawing, and for waiting until the display wants the next picture.
            display.Wait(FrameTime);
        }

        return behaviour.IsOver;
    }
}
