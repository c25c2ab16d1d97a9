namespace UnityLike.Engine;

/// <summary>A piece of the game, as a MonoBehaviour is: called by the loop, on the main thread.</summary>
internal interface IBehaviour
{
    /// <summary>Whether the game may end.</summary>
    bool IsOver { get; }

    /// <summary>Once, before the first frame.</summary>
    void Start();

    /// <summary>In each frame.</summary>
    void Update();
}
